import { sql } from '../database/sql.js';
import type { Database } from '../ledger/open-ledger.js';
import type { Clock } from '../process/clock.js';
import { newId } from '../rules/ids.js';
import { NO_POLICY, type Policy } from '../rules/policy.js';

/**
 * Rule 14.3: writes the policy of a process that starts, if it is not the one that was written last. Two processes that start
 * at the same time may both write it.
 */
export async function auditPolicy(
  { write }: Pick<Database, 'write'>,
  policy: Policy,
  clock: Clock,
): Promise<void> {
  await write(sql`
    INSERT INTO audit_entry (id, action, outcome, details)
    SELECT ${newId('aud', clock.now())}, 'changePolicy', 'done', ${textOf(policy)}
    WHERE ${textOf(policy)} IS DISTINCT FROM COALESCE(
      (SELECT details FROM audit_entry WHERE action = 'changePolicy' ORDER BY created DESC, id DESC LIMIT 1),
      ${textOf(NO_POLICY)})
    ON CONFLICT (id) DO NOTHING RETURNING 1`);
}

/** The policy as the policy file would have it, with every default. Equal policies have one text, also that of no file. */
const textOf = ({ refundWindowDays, ...policy }: Policy): string =>
  JSON.stringify(
    { ...NO_POLICY, ...policy, refundWindowDays: Object.fromEntries(refundWindowDays) },
    (_, value) => (typeof value === 'bigint' ? Number(value) : value),
  );
