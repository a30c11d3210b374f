import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../callers/caller.js';
import type { HttpError } from './answer-error.js';

/** What is known of a request when it arrives. */
export interface ArrivedRequest {
  /** Stands in the log, in the header `x-request-id` and in every error. */
  readonly id: string;
  readonly method: string;
  /** The path of the URL. Its query can hold personal data, which must not be kept. */
  readonly path: string;
  /** Null until the caller is identified, and for a request that was refused before. */
  readonly caller: Caller | null;
}

/** What is known of a request before it takes a path. */
export interface KnownRequest extends ArrivedRequest {
  readonly caller: Caller;
}

/** What answers the requests of one path. */
export interface Route {
  /** Whether its requests count towards the limit of requests in flight. Probes must be answered under any load. */
  readonly limited: boolean;
  /** Whether a request must say who calls. Probes cannot, and a page must be there before its user can say it. */
  needsCaller(req: IncomingMessage): boolean;
  /** Answers the request before the promise settles. */
  handle(req: IncomingMessage, res: ServerResponse, request: KnownRequest): PromiseLike<unknown> | undefined;
}

/**
 * Sees every request when it arrives, whichever path it takes: a log, a measure, a trace. It must not answer. The
 * function that it returns runs when the response is closed; by then the caller is known. Neither may be asynchronous,
 * as nothing waits for an observer.
 */
export type Observer = (
  request: ArrivedRequest,
  req: IncomingMessage,
  res: ServerResponse,
) => (() => undefined) | undefined;

/** Tells who calls, or the error for a caller who may not pass. Runs once for each request that needs a caller. */
export type Identify = (
  req: IncomingMessage,
) => Caller | { readonly refused: HttpError } | PromiseLike<Caller | { readonly refused: HttpError }>;

/** Starts the work of a request, or refuses it. Settles as the work does. A limit by caller belongs here too. */
export type Admission = (
  request: KnownRequest,
  req: Pick<IncomingMessage, 'complete' | 'once'>,
  res: ServerResponse,
  work: () => PromiseLike<unknown> | undefined,
) => PromiseLike<unknown> | undefined;
