import type { CreateContext } from '../refunds/create/create-refund.js';
import type { Followers } from '../refunds/events/followers.js';
import type { VerbContext } from '../refunds/verb-context.js';
import type { Loaders } from './loading/loaders.js';

/** What resolvers work with. One for each request. */
export interface GatewayContext extends VerbContext, CreateContext {
  readonly load: Loaders;
  /** Counts the followers of events in this process. */
  readonly followers: Followers;
  /** The header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
}
