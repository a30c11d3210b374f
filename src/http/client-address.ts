import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddress from 'proxy-addr';

/** Longer than an IPv6 address with a zone. What a proxy passes on may be anything. */
const MAX_CHARACTERS = 64;

/**
 * Tells the address of a request's client. Behind trusted proxies it is the last address of `X-Forwarded-For` that is not
 * one of theirs. What other clients write into this header is ignored.
 *
 * @param proxies addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal` and `uniquelocal`
 */
export function clientAddress(proxies: readonly string[]): (req: IncomingMessage) => string {
  if (proxies.length === 0) return ({ socket }) => socket.remoteAddress ?? '';
  const isTrusted = proxyAddress.compile([...proxies]);
  return (req) => {
    const forwarded = String(req.headers['x-forwarded-for'] ?? '');
    const headers = { 'x-forwarded-for': forwarded.split(',').map(withoutPort).join(',') };
    // The address of a socket that has closed is undefined.
    const address = proxyAddress(Object.create(req, { headers: { value: headers } }), isTrusted) ?? '';
    return address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, MAX_CHARACTERS);
  };
}

/** Some proxies add the port of the client, which is another one for each connection. */
function withoutPort(text: string): string {
  const [, v6, v4] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  return v6 ?? v4 ?? text.trim();
}

/** Names of networks that stand for addresses. */
const NETWORKS: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

/**
 * Whether a text names a proxy or a network of proxies. An address with zeros in front of a number is none: it would be
 * read as octal, so 010.0.0.1 would trust 8.0.0.1.
 */
export function isProxy(text: string): boolean {
  if (!NETWORKS.has(text) && isIP(text.split('/', 1)[0] ?? '') === 0) return false;
  try {
    proxyAddress.compile(text);
    return true;
  } catch {
    return false;
  }
}
