import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { RefundProcessor } from './processing/processor.js';

/** What the verbs work with. */
export interface VerbContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly processor: RefundProcessor;
  /** The caller's name, null without authentication. Stored with every event, and the scope of the caller's keys. */
  readonly actor: string | null;
}
