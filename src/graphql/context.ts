import type { NoteAudited } from '../audit/audited.js';
import type { CreateContext } from '../refunds/create/create-refund.js';
import type { Followers } from '../refunds/events/followers.js';
import type { SharedFeeds } from '../refunds/events/shared-feed.js';
import type { VerbContext } from '../refunds/verb-context.js';
import type { Scope } from '../rules/scopes.js';
import type { Loaders } from './loading/loaders.js';

/** The room in memory for answers that their clients have not read yet. */
export interface AnswerRoom {
  /** Whether it is used up. */
  readonly isFull: boolean;
  /** Whether an answer of so many bytes may be written. If it is full, clients that pause are cut for this answer. */
  makeRoomFor(bytes: number): boolean;
}

/** What resolvers work with. One for each request. */
export interface GatewayContext extends VerbContext, CreateContext {
  readonly load: Loaders;
  /** Counts the followers of events in this process, of all feeds together. */
  readonly followers: Followers;
  /** The events for all followers in this process. */
  readonly feeds: SharedFeeds;
  /** Calls the listener when the response is closed, for whatever reason. */
  readonly onClosed: (listener: () => void) => void;
  readonly room: AnswerRoom;
  /** What the caller may do. */
  readonly scopes: ReadonlySet<Scope>;
  /** Takes what the audit is to have of refusals and errors. */
  readonly audit: NoteAudited;
  /**
   * Called after an API key was made or revoked: lets this process know at once. Others know within seconds. It does not
   * fail.
   */
  readonly keysChanged: () => Promise<void>;
  /** The keys of the refunds that the request has begun to create. */
  readonly keys: Set<string>;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
  /** The header `Last-Event-ID`. */
  readonly lastEventId: string | null;
}
