import { isIPv6 } from 'node:net';

/** The names of this machine for itself. No other site can make a browser take them for its own. */
export const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a Host header names this gateway, names something else, or cannot be the host of a URL. */
export type HostVerdict = 'allowed' | 'foreign' | 'invalid';

/**
 * Checks Host headers. A page can give its own name the address of this machine (DNS rebinding); its requests then come
 * from the same origin, as the browser sees it, and only their Host tells them apart. Ports do not count.
 *
 * @param names as `hostName` gives them
 */
export function allowedHosts(names: readonly string[]): (host: string) => HostVerdict {
  const allowed = new Set(names);
  // Nearly every request has the same Host.
  let last: string | undefined;
  return (host) => {
    if (host === last) return 'allowed';
    const name = nameOf(host);
    if (name === null) return 'invalid';
    if (!allowed.has(name)) return 'foreign';
    last = host;
    return 'allowed';
  };
}

/**
 * The one spelling of a host name or address that is given without a port: lower case, an IPv6 address short and in
 * brackets, and no dot at the end. Null if it is not one.
 */
export function hostName(text: string): string | null {
  const host = isIPv6(text) ? `[${text}]` : text;
  const hasPort = /:\d*$/.test(host);
  return hasPort || host.includes('*') ? null : nameOf(host);
}

/** No URL parser takes some Hosts. No character may end the host of a URL and begin another of its parts. */
function nameOf(host: string): string | null {
  if (/[/\\?#@]/.test(host) || !URL.canParse(`http://${host}/`)) return null;
  return new URL(`http://${host}/`).hostname.replace(/\.$/, '');
}
