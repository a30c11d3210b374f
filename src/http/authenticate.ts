import type { IncomingMessage } from 'node:http';
import type { NoteAudited } from '../audit/audited.js';
import { ANYBODY, type Caller } from '../callers/caller.js';
import { noteFailure, RETRY_AFTER_S } from '../callers/failed-attempts.js';
import { KeysUnavailableError } from '../callers/jwks.js';
import type { Recognizer } from '../callers/recognize.js';
import type { HttpError } from './answer-error.js';
import { countOf } from './raw-headers.js';
import type { Identify } from './request-steps.js';

/** Longer tokens do not fit into the head of a request beside other headers. */
const MAX_SECRET_CHARACTERS = 8_192;

interface AuthenticateOptions {
  readonly recognizer: Omit<Recognizer, 'keysChanged'>;
  /** Where a request comes from. */
  readonly addressOf: (req: IncomingMessage) => string;
  readonly logUnexpected: (error: unknown) => void;
  readonly audit?: NoteAudited;
  /** A time in milliseconds that never goes back. */
  readonly now?: () => number;
}

/**
 * Identifies callers by the header `Authorization`: Bearer with an API key or a JSON Web Token (RFC 6750), or Basic with
 * an API key as the user, as clients of Stripe send it.
 */
export function authenticate({
  recognizer,
  addressOf,
  logUnexpected,
  audit = () => {},
  now = () => performance.now(),
}: AuthenticateOptions): Identify {
  const refuse = (req: IncomingMessage) => {
    const isTooOften = noteFailure(addressOf(req), now());
    const refused = isTooOften ? TOO_MANY_FAILURES : INVALID;
    audit({ actor: null, action: 'authenticate', outcome: 'refused', code: refused.code, objects: [] });
    return { refused };
  };
  const judge = (req: IncomingMessage, caller: Caller | null) => caller ?? refuse(req);

  return (req) => {
    if (!recognizer.isConfigured) return ANYBODY;
    const { authorization } = req.headers;
    if (authorization === undefined) return { refused: MISSING };
    const secret = countOf('authorization', req) > 1 ? null : secretIn(authorization);
    if (secret === null) return refuse(req);
    const found = recognizer.find(secret);
    if (found === null || !('then' in found)) return judge(req, found);
    return found.then(
      (caller) => judge(req, caller),
      (error) => {
        if (!(error instanceof KeysUnavailableError)) logUnexpected(error);
        return { refused: UNAVAILABLE };
      },
    );
  };
}

/** The secret of a header, null if it has none that could be valid. */
function secretIn(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(\w+) +([\w.~+/=-]+)$/.exec(authorization) ?? [];
  if (value.length > MAX_SECRET_CHARACTERS) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const [user = ''] = Buffer.from(value, 'base64').toString('latin1').split(':', 1);
  return user === '' ? null : user;
}

const challenge = (details = '') => ({ 'www-authenticate': `Bearer realm="Refund Gateway"${details}` });

const MISSING: HttpError = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'Say who you are: send the header "Authorization: Bearer" with an API key or a token.',
  headers: challenge(),
};
const INVALID: HttpError = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    'The API key or token in the header Authorization is not valid: it is wrong, has expired or was revoked.',
  headers: challenge(', error="invalid_token"'),
};
const TOO_MANY_FAILURES: HttpError = {
  status: 429,
  code: 'UNAUTHENTICATED',
  message: 'Too many API keys or tokens from this address were not valid. Try again in a minute.',
  retryable: true,
  headers: { 'retry-after': `${RETRY_AFTER_S}` },
};
const UNAVAILABLE: HttpError = {
  status: 503,
  code: 'OVERLOADED',
  message: 'Callers cannot be identified at the moment. Nothing was done. Try again.',
  retryable: true,
  headers: { 'retry-after': '1' },
};
