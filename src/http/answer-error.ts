import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { RequestErrorCode } from '../graphql/request-error.js';
import { noteRefusal } from './refusals.js';

/** An error that is answered before any interface (GraphQL, webhook, metrics) has seen the request. */
export interface HttpError {
  readonly status: number;
  /** The stable code, as in `extensions.code` of a GraphQL error. */
  readonly code: RequestErrorCode;
  readonly message: string;
  /** The setting of the limit that the request exceeds. */
  readonly limit?: string;
  readonly retryable?: boolean;
  readonly headers?: OutgoingHttpHeaders;
  /** What was refused, for the log alone. */
  readonly given?: string;
}

/** Enough to recognise a host. */
const MAX_LOGGED_CHARACTERS = 64;
/** A caller that retries at once meets the same load. */
const RETRY_AFTER_S = 1;

/** The error for a request that exceeds what the process takes on at once. */
export const OVERLOADED: HttpError = {
  status: 503,
  code: 'OVERLOADED',
  message: 'The gateway is at its limit of requests in flight. Try again soon.',
  limit: 'MAX_REQUESTS_IN_FLIGHT',
  retryable: true,
  headers: { 'retry-after': `${RETRY_AFTER_S}` },
};

/** Answers with an error in the form of GraphQL's errors, which every client of the API can read. */
export function answerError(res: ServerResponse, requestId: string, error: HttpError): void {
  const { status, code, message, limit, retryable, headers, given } = error;
  noteRefusal(res, { code, message, limit, given: given?.slice(0, MAX_LOGGED_CHARACTERS) });
  // JSON leaves out what is undefined.
  const body = JSON.stringify({ errors: [{ message, extensions: { code, limit, requestId, retryable } }] });
  const described = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  res.writeHead(status, { ...described, ...headers }).end(body);
}
