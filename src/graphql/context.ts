import type { CreateContext } from '../refunds/create/create-refund.js';
import type { Followers } from '../refunds/events/followers.js';
import type { SharedFeed } from '../refunds/events/shared-feed.js';
import type { VerbContext } from '../refunds/verb-context.js';
import type { Loaders } from './loading/loaders.js';

/** What resolvers work with. One for each request. */
export interface GatewayContext extends VerbContext, CreateContext {
  readonly load: Loaders;
  /** Counts the followers of events in this process. */
  readonly followers: Followers;
  /** The events for all followers in this process. */
  readonly feed: SharedFeed;
  /** Calls the listener when the response is closed, for whatever reason. */
  readonly onClosed: (listener: () => void) => void;
  /** Whether an answer of so many bytes may be written; false while clients leave too much unread. */
  readonly hasRoomFor: (bytes: number) => boolean;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
}
