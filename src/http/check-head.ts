import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowedHosts, LOOPBACK_HOSTS } from './allowed-hosts.js';
import type { HttpError } from './answer-error.js';
import { allowedOrigins, shareAnswer } from './cors.js';
import { countOf } from './raw-headers.js';

/** Under which names the gateway is reached, and whose pages may call it. */
export interface Access {
  /** As `hostName` gives them; the default is this machine's own names. */
  readonly allowedHosts?: readonly string[];
  /** The origins whose pages may call the gateway, besides its own; none by default. */
  readonly allowedOrigins?: readonly string[];
}

/**
 * Checks what the head of every request must fulfil, whichever path it takes, and returns the error of one that does
 * not. An answer to an allowed origin gets the headers with which its pages can read it.
 */
export function headCheck({ allowedHosts: hosts = LOOPBACK_HOSTS, allowedOrigins: origins = [] }: Access) {
  const hostVerdict = allowedHosts(hosts);
  const originVerdict = allowedOrigins(origins);

  return (req: IncomingMessage, res: ServerResponse): HttpError | null => {
    const { origin, host = 'localhost' } = req.headers;
    // A cache must not give one origin's answer to another.
    if (origins.length > 0) res.setHeader('vary', 'Origin');
    const named = isHostDoubled(req) ? 'invalid' : hostVerdict(host);
    if (named === 'invalid') return INVALID_HOST;
    if (named === 'foreign') return { ...FOREIGN_HOST, given: host };
    const from = originVerdict(origin, host);
    if (from === 'foreign') return { ...FOREIGN_ORIGIN, given: origin ?? '' };
    if (from === 'allowed' && origin !== undefined) shareAnswer(res, origin);
    return hasBadKey(req) ? BAD_KEY : null;
  };
}

const INVALID_HOST: HttpError = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The Host header is invalid.',
};
const FOREIGN_HOST: HttpError = {
  status: 421,
  code: 'FORBIDDEN',
  message: 'The gateway does not answer under this Host. The operator can add it to ALLOWED_HOSTS.',
};
const FOREIGN_ORIGIN: HttpError = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The pages of this Origin may not call the gateway. The operator can add it to ALLOWED_ORIGINS.',
};
const BAD_KEY: HttpError = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'There may be one header Idempotency-Key, in printable ASCII characters.',
};

/** Node.js keeps the first of several Hosts, and a proxy may have checked another one. */
const isHostDoubled = (req: IncomingMessage): boolean => countOf('host', req) > 1;

/** Node.js joins several keys into one, and reads UTF-8 as Latin-1, which a key in a field would not match. */
function hasBadKey(req: IncomingMessage): boolean {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return false;
  return countOf('idempotency-key', req) > 1 || !/^[\x20-\x7e]*$/.test(String(key));
}
