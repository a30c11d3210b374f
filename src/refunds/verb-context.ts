import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { RefundProcessor } from './processing/processor.js';

/** What a verb that writes works with. */
export interface VerbContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly processor: RefundProcessor;
  /** The caller's name, null without authentication: kept with every event, and the scope of its keys. */
  readonly actor: string | null;
}
