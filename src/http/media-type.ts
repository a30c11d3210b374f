import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parse } from 'content-type';
import Negotiator from 'negotiator';
import { BoundedCache } from '../process/bounded-cache.js';
import type { HttpError } from './answer-error.js';

/** What the API can answer with, for a client that takes anything the first. */
const ANSWERS = ['application/json', 'application/graphql-response+json', 'text/event-stream'];
/** GraphiQL. */
export const PAGE = 'text/html';

/** Several times the header of a browser. Thousands of entries would take longer than most requests. */
const MAX_ACCEPT_CHARACTERS = 1_000;

/** Clients have a handful of Accept headers, and to read one takes longer than to read the rest of the head. */
const read = new BoundedCache<readonly string[]>('accept headers', {
  maxEntries: 100,
  maxCharacters: 20_000,
});

/**
 * What a client accepts of what the API can answer with, the preferred type first (RFC 9110, 12.5.1). Without a
 * header, anything will do.
 */
export function acceptedTypes({ method, headers }: IncomingMessage): readonly string[] {
  const { accept = '*/*' } = headers;
  if (accept.length > MAX_ACCEPT_CHARACTERS) return [];
  if (method === 'GET') return negotiated(accept, [...ANSWERS, PAGE]);
  const known = read.get(accept);
  if (known) return known;
  const types = negotiated(accept, ANSWERS);
  read.set(accept, types);
  return types;
}

/** Whether a request asks for a page before anything else, as a browser does. */
export const wantsPage = (req: IncomingMessage): boolean => acceptedTypes(req)[0] === PAGE;

/** A client may ask for the charset that every answer has. */
const negotiated = (accept: string, offered: readonly string[]): readonly string[] =>
  new Negotiator({ headers: { accept } })
    .mediaTypes(offered.map((type) => `${type}; charset=utf-8`))
    .map((type) => parse(type).type);

/**
 * Spells the media types of a request as Yoga reads them: without qualities, case and parameters. The page of GraphiQL
 * is named only if it is preferred, because Yoga shows it wherever it is named.
 */
export function inYogasWords(req: IncomingMessage, types: readonly string[]): IncomingMessage {
  req.headers.accept = types.filter((type, at) => type !== PAGE || at === 0).join(', ');
  if (req.method === 'POST') req.headers['content-type'] = 'application/json';
  return req;
}

/** Types of a body that is JSON. */
const JSON_BODIES: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

/** The error for a body that the API does not read, by its headers. The fast path and Yoga read JSON in UTF-8 only. */
export function bodyRefusal(headers: IncomingHttpHeaders): HttpError | null {
  const { 'content-encoding': encoding = 'identity', 'content-type': given = '' } = headers;
  if (encoding.toLowerCase() !== 'identity') return ENCODED;
  // Node.js has removed the chunks, and nothing else.
  const { 'transfer-encoding': transfer = 'chunked' } = headers;
  if (transfer.toLowerCase() !== 'chunked') return TRANSFORMED;
  if (given === 'application/json') return null;
  const { type, parameters } = parse(given);
  if (!JSON_BODIES.has(type)) return NOT_JSON;
  return (parameters['charset'] ?? 'utf-8').toLowerCase() === 'utf-8' ? null : NOT_UTF_8;
}

const unsupported = (message: string, headers: HttpError['headers'] = {}): HttpError => ({
  status: 415,
  code: 'BAD_USER_INPUT',
  message,
  headers,
});
const ENCODED = unsupported('The body must not have the header Content-Encoding.', {
  'accept-encoding': 'identity',
});
const NOT_JSON = unsupported('The header Content-Type must be application/json.', {
  'accept-post': 'application/json',
});
const NOT_UTF_8 = unsupported('The charset in the header Content-Type must be UTF-8.');
const TRANSFORMED: HttpError = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The header Transfer-Encoding must be chunked.',
};

export const NOT_ACCEPTABLE: HttpError = {
  status: 406,
  code: 'BAD_USER_INPUT',
  message: `The header Accept must allow JSON, in at most ${MAX_ACCEPT_CHARACTERS} characters.`,
};
/** JSON.parse would read each bad byte as one and the same character, and two idempotency keys would become one. */
export const BAD_BYTES: HttpError = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The body is not valid UTF-8.',
};
