import type { Clock } from '../clock.js';
import type { Database } from '../database/open-database.js';
import type { Loaders } from './loaders.js';

/** What a resolver works with, one for each request. */
export interface GatewayContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly load: Loaders;
  /** The caller's name, null without authentication. */
  readonly actor: string | null;
  /** Of the header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
}
