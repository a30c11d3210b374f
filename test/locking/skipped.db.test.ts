import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { forgetEntries } from '../../src/audit/forget-entries.js';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { forgetKeys } from '../../src/refunds/forget-keys.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { testDatabase } from '../support/databases/test-database.js';
import { letExpire, newApproval } from '../support/gateways/ask-for-approval.js';
import { createWithoutApproval } from '../support/gateways/create-without-approval.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { accepted } from '../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';
import { interleave, type Work } from './interleave.js';
import { openProcess, type Process } from './process.js';

const holder = testDatabase('owner');

/** Work that every process does again and again, for all rows that are due. */
interface Chore {
  /** Makes a row that is due. */
  readonly prepare: () => Promise<unknown>;
  /** Does it, and answers how many rows it has done. */
  readonly work: Work;
  /** Words of its statement. */
  readonly writes: string;
}

const newCharge = async () => (await insertCharge(holder.database)).id;

// The embedded database has a single session, so nothing happens beside something else.
describe.runIf(inject('template').kind === 'postgresql')(
  'what a process is doing, another one leaves alone',
  () => {
    let processes: readonly [Process, Process];
    beforeAll(async () => {
      processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
    });
    afterAll(async () => {
      for (const { database } of processes ?? []) await database.close();
    });
    const expired = async () => {
      const context = processes[0].as('anna');
      const { id } = await newApproval(context, { charge: await newCharge(), amount: 400n });
      await letExpire(context, id);
      return id;
    };
    const chores: Readonly<Record<string, Chore>> = {
      'to claim tasks': {
        prepare: async () => {
          const input = { charge: await newCharge(), amount: 100n };
          const { refund } = accepted(await createWithoutApproval(processes[0].as('anna'), input));
          await holder.database.pool.query(`UPDATE refund_task SET due = '2000-01-01' WHERE refund_id = $1`, [
            refund.id,
          ]);
        },
        work: async ({ as }) => `${await runKnownTasks(as('anna'))}`,
        writes: 'SET claimed_until',
      },
      'to write that approvals have expired': {
        prepare: expired,
        work: async ({ database }) => `${await expireApprovals(database)}`,
        writes: `SET status = 'expired' WHERE ctid`,
      },
      'to forget keys': {
        prepare: () =>
          holder.database.pool.query(
            `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ('anna', $1, '2000-01-01', '', '{}')`,
            [testId('key')],
          ),
        work: async ({ as }) => `${await forgetKeys(as('anna'))}`,
        writes: 'DELETE FROM idempotency_key',
      },
      'to forget entries of the audit': {
        prepare: () =>
          holder.database.pool.query(
            `INSERT INTO audit_entry (id, created, action, outcome) VALUES ($1, '2000-01-01', 'createRefund', 'done')`,
            [testId('aud')],
          ),
        work: async ({ database }) => `${await forgetEntries(database, 100)}`,
        writes: 'DELETE FROM audit_entry',
      },
    };

    test.each(Object.keys(chores))('%s: no row is done twice, and nobody waits', async (name) => {
      const { prepare, work, writes } = chores[name] as Chore;
      await prepare();
      const parties = { database: holder.database, processes };
      const run = () => interleave(parties, { work, stop: { beforeCommitOf: writes } }, work);
      expect(await run()).toEqual({ second: 'ends', answers: ['1', '0'] });
      // What was not there when the first one looked is the second one's.
      await prepare();
      const stopped = interleave(parties, { work, stop: { beforeCommitOf: writes } }, async (process) => {
        await prepare();
        return work(process);
      });
      expect(await stopped).toEqual({ second: 'ends', answers: ['1', '1'] });
    });

    const decisions: Readonly<Record<string, (id: string) => Work>> = {
      approve:
        (id) =>
        async ({ as }) => {
          const answer = await approveRefund(as('ben'), id, null);
          return isRefusal(answer) ? answer.message : 'approved';
        },
      reject:
        (id) =>
        async ({ as }) => {
          const answer = await rejectRefund(as('ben'), id, null);
          return isRefusal(answer) ? answer.message : answer.status;
        },
    };

    test.each(Object.keys(decisions))(
      'who wants to %s too late waits until that is written',
      async (name) => {
        const id = await expired();
        const expire = chores['to write that approvals have expired'] as Chore;
        const decide = decisions[name] as (typeof decisions)[string];
        expect(
          await interleave(
            { database: holder.database, processes },
            { work: expire.work, stop: { beforeCommitOf: expire.writes } },
            decide(id),
          ),
        ).toEqual({ second: 'waits', answers: ['1', `Approval ${id} has expired.`] });
        const events = await holder.database.prisma.refundApprovalEvent.findMany({
          where: { approvalId: id },
        });
        expect(events.map(({ type }) => type).toSorted()).toEqual(['expired', 'requested']);
      },
    );
  },
);
