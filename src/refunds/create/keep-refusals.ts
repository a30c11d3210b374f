import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { toColumns } from '../../ledger/tables.js';
import type { DecisionCode } from '../../rules/decide-refund.js';
import { keptRefusal } from '../../rules/kept-refusal.js';
import type { Refusal } from '../../rules/refusal.js';
import type { AttemptKey } from './read-facts.js';

/**
 * Keeps refusals under their keys, in one statement. If `at` is null, the database's clock gives the time.
 *
 * @returns for each refusal whether it was kept: false if its key has another outcome by now
 */
export async function keepRefusals(
  { write }: Database,
  refusals: readonly {
    readonly key: AttemptKey;
    readonly refusal: Refusal<DecisionCode>;
    readonly at: Date | null;
  }[],
): Promise<readonly boolean[]> {
  const rows = refusals.map(({ key: { caller, key, fingerprint }, refusal, at }) =>
    toColumns({ caller, key, fingerprint, created: at, refusal: keptRefusal(refusal) }),
  );
  const kept = await write(sql`
    INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal)
    SELECT caller, key, COALESCE(created, now()), fingerprint, refusal FROM jsonb_populate_recordset(NULL::idempotency_key, ${JSON.stringify(rows)}::jsonb) ORDER BY caller, key
    ON CONFLICT DO NOTHING RETURNING caller, key`);
  const names = new Set(kept.map(([caller, key]) => JSON.stringify([caller, key])));
  return refusals.map(({ key: { caller, key } }) => names.has(JSON.stringify([caller, key])));
}
