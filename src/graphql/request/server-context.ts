import type { Caller } from '../../callers/caller.js';
import type { AnswerRoom } from '../context.js';

/** Why a request was refused. It stands in the request's line of the log, also where the caller is not told everything. */
export interface Refusal {
  /** The stable code of the error. */
  readonly code: string;
  readonly message?: string | undefined;
  /** The setting of the limit that the request exceeds. */
  readonly limit?: string | undefined;
  /** By how much. */
  readonly count?: number | undefined;
  readonly max?: number | undefined;
  /** What was refused, such as a host. */
  readonly given?: string | undefined;
}

/** What the HTTP server hands to each request. */
export interface ServerContext {
  readonly requestId: string;
  readonly caller: Pick<Caller, 'name' | 'scopes'>;
  /** Called with errors whose cause the caller is not told. */
  readonly logUnexpected: (error: unknown) => void;
  /** Called with the reason when the request is refused, for its line in the log. */
  readonly noteRefusal: (refusal: Refusal) => void;
  readonly room: AnswerRoom;
  /** Calls the listener when the response is closed, for whatever reason; at once if it is closed already. */
  readonly onClosed: (listener: () => void) => void;
}
