import type { Clock } from '../clock.js';
import type { Database } from '../database/open-database.js';
import type { RefundProcessor } from './processor.js';

/** What a verb that writes works with. */
export interface VerbContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly processor: RefundProcessor;
  /** The caller's name, null without authentication: kept with every event, and the scope of its keys. */
  readonly actor: string | null;
}
