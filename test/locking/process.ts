import type { Database } from '../../src/ledger/open-ledger.js';
import type { CreateContext } from '../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import type { VerbContext } from '../../src/refunds/verb-context.js';
import type { Policy } from '../../src/rules/policy.js';
import { openStepped, type SteppedProcess } from '../support/databases/stepped-process.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';

/** A process of the gateway that a test can stop at a statement, with groups of its own. */
export interface Process extends SteppedProcess {
  as(actor: string, policy?: Policy): VerbContext & CreateContext;
}

export async function openProcess(of: Database, name: string): Promise<Process> {
  const stepped = await openStepped(of, name);
  const { database } = stepped;
  const groups = new RefundGroups(database);
  const clock = new TestClock();
  return {
    ...stepped,
    as: (actor, policy) => ({
      database,
      groups,
      clock,
      processor: testSandbox,
      actor,
      ...(policy && { policy }),
    }),
  };
}

/**
 * Lets a group wait for a charge as long as a lone refund does, in a file's database. Otherwise a group is split into its
 * charges after half a second, which a test on a busy machine may take to look at it.
 */
export async function letGroupsWait({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ text: string }>(
    `SELECT pg_get_functiondef('record_refunds'::regproc) AS text`,
  );
  const text = rows[0]?.text ?? '';
  const patient = text.replace("lock_timeout = '500ms'", "lock_timeout = '10min'");
  if (patient === text) throw new Error('record_refunds has no lock timeout of its own');
  await pool.query(patient);
}
