import type { Followers } from '../refunds/events/followers.js';
import type { VerbContext } from '../refunds/verb-context.js';
import type { Loaders } from './loading/loaders.js';

/** What a resolver works with, one for each request. */
export interface GatewayContext extends VerbContext {
  readonly load: Loaders;
  /** Those who follow the events through this process. */
  readonly followers: Followers;
  /** Of the header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
}
