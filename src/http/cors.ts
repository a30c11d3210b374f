import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the Origin header of a request means for it. */
export type OriginVerdict = 'none' | 'same' | 'allowed' | 'foreign';

/**
 * Checks Origin headers. Browsers send one with every request by which another site's page could change or read
 * something. The gateway's own pages have the origin of the request's Host, under either scheme, since a proxy may end
 * TLS.
 *
 * @param origins as `isOrigin` accepts them
 */
export function allowedOrigins(
  origins: readonly string[],
): (origin: string | undefined, host: string) => OriginVerdict {
  const allowed = new Set(origins);
  return (origin, host) => {
    if (origin === undefined) return 'none';
    if (allowed.has(origin)) return 'allowed';
    return isOriginOf(origin, host) ? 'same' : 'foreign';
  };
}

/** Whether a text is an origin exactly as browsers send it: in lower case, without a default port or a slash. */
export const isOrigin = (text: string): boolean => originOf(text) === text && !text.includes('*');

function isOriginOf(origin: string, host: string): boolean {
  const own = originOf(origin);
  return own !== null && ['http', 'https'].some((scheme) => own === originOf(`${scheme}://${host}`));
}

/** The browser's spelling of a URL that has nothing but an origin, else null. */
function originOf(url: string): string | null {
  return /^https?:\/\/[^/\\?#@]+$/.test(url) && URL.canParse(url) ? new URL(url).origin : null;
}

/** Lets the pages of an origin read the answer, whatever it is. Cookies stay out: a page sends its own key or token. */
export function shareAnswer(res: ServerResponse, origin: string): void {
  res.setHeader('access-control-allow-origin', origin);
  res.setHeader('access-control-expose-headers', 'x-request-id, retry-after, x-total-count');
}

/** Whether a browser asks with this request what a page may send. */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** Names of headers, separated by commas. */
const HEADER_NAMES = /^[\w-]+(, ?[\w-]+)*$/;
const MAX_HEADER_NAMES_CHARACTERS = 1_000;
/** Browsers ask again after ten minutes, so a changed setting soon counts everywhere. */
const MAX_AGE_S = 600;

/**
 * Tells a browser what the pages of an allowed origin may send: the headers that they ask for, because every client
 * library adds some of its own, and none of them means anything that another site could misuse.
 */
export function answerPreflight({ headers }: IncomingMessage, res: ServerResponse): void {
  const asked = headers['access-control-request-headers'] ?? '';
  const isAllowed = asked.length <= MAX_HEADER_NAMES_CHARACTERS && HEADER_NAMES.test(asked);
  res
    .writeHead(204, {
      'access-control-allow-methods': 'GET, POST',
      ...(isAllowed && { 'access-control-allow-headers': asked }),
      'access-control-max-age': `${MAX_AGE_S}`,
    })
    .end();
}
