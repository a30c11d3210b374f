import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import type { Scope } from '../rules/scopes.js';

/** What a caller's changes of keys work with. */
export interface CallerContext {
  readonly database: Pick<Database, 'write'>;
  readonly clock: Clock;
  /** The caller's name, null without authentication. */
  readonly actor: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Called after a key was made or revoked. */
  readonly keysChanged: () => Promise<void>;
}
