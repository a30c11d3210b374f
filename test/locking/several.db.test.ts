import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { resumeParkedTasks } from '../../src/refunds/processing/park-task.js';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';
import { chargeObject, disputeObject, importAll, imported } from '../support/rows/stripe-objects.js';
import { BYSTANDER, hold, isLocked, keyOf, type Place } from './holder.js';
import type { Work } from './interleave.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { created } from './verbs.js';

const holder = testDatabase('owner');
const limited = policyWith({ limits: [limitWith({ maxAmountPerDay: 500n })] });

/** Work that locks two of one kind. Their order is neither that of their rows nor that in which they are named. */
interface Both {
  readonly places: readonly [first: Place, second: Place];
  readonly work: Work;
}

const newCharge = async (values: Parameters<typeof insertCharge>[1] = {}) =>
  (await insertCharge(holder.database, values)).id;
const entryOf = (email: string, { charge, refund }: { charge: string; refund: string }): Place => ({
  insert: `INSERT INTO block_list_entry (type, value, charge_id, created, refund_id, id)
    VALUES ('email', $1, $2, now(), $3, $4) ON CONFLICT DO NOTHING`,
  values: [email, charge, refund, testId('blk')],
});

// The embedded database has a single session, so nothing waits for anything.
describe.runIf(inject('template').kind === 'postgresql')('two of one kind are locked in one order', () => {
  let process: Process;
  beforeAll(async () => {
    await letGroupsWait(holder.database);
    process = await openProcess(holder.database, 'stepped');
  });
  afterAll(() => process?.database.close());

  /** Two refunds with a parked task each. Neither their rows nor their charges are in the order of their ids. */
  async function parked(reason: string) {
    const charges = [testId('ch_a'), testId('ch_b')];
    const byDebit = { payment_method_details: { type: 'sepa_debit' } };
    await imported(
      holder.database,
      charges.map((id) => chargeObject({ id, ...byDebit })),
    );
    const { prisma } = holder.database;
    const ids = [testId('re_b'), testId('re_a')];
    for (const [index, id] of ids.entries()) {
      const charge = await prisma.charge.findUniqueOrThrow({ where: { id: `${charges[index]}` } });
      await insertRefund(holder.database, charge, { id, status: 'pending', pendingReason: 'processing' });
      await prisma.refundTask.create({ data: { refundId: id, step: 'any', parkedReason: reason } });
    }
    const [last, first] = ids.map((id) => ({ table: 'refund_task', column: 'refund_id', id }));
    return { charges, places: [first, last] as unknown as Both['places'] };
  }

  const cases: Readonly<Record<string, () => Promise<Both>>> = {
    'keys of refunds': async () => {
      const [caller, one, other] = [testId('caller'), testId('key_a'), testId('key_b')];
      const charge = await newCharge();
      return {
        places: [keyOf(caller, one), keyOf(caller, other)],
        work: async ({ as }) => {
          const answers = [other, one].map((idempotencyKey) =>
            created(as(caller), { charge, amount: 100n, idempotencyKey }),
          );
          return (await Promise.all(answers)).join();
        },
      };
    },
    'keys of refusals': async () => {
      const [caller, one, other] = [testId('caller'), testId('key_a'), testId('key_b')];
      const charge = await newCharge();
      return {
        places: [keyOf(caller, one), keyOf(caller, other)],
        work: async ({ as }) => {
          const answers = [other, one].map((idempotencyKey) =>
            created(as(caller), { charge, amount: 5000n, idempotencyKey }),
          );
          return (await Promise.all(answers)).join();
        },
      };
    },
    'days of callers': async () => {
      const callers = [testId('caller_b'), testId('caller_a')];
      const charge = await newCharge();
      for (const caller of callers)
        await holder.database.pool.query(`INSERT INTO caller_day VALUES ($1, 'usd', '2026-03-01', 0, 0)`, [
          caller,
        ]);
      const places = callers.map((id) => ({ table: 'caller_day', column: 'caller', id }));
      return {
        places: [places[1] as Place, places[0] as Place],
        work: async ({ as }) => {
          const answers = callers.map((caller) => created(as(caller, limited), { charge, amount: 100n }));
          return (await Promise.all(answers)).join();
        },
      };
    },
    'entries of the block list': async () => {
      const [one, other] = [`${testId('a')}@example.com`, `${testId('b')}@example.com`];
      const charges = [await newCharge({ billingEmail: other }), await newCharge({ billingEmail: one })];
      const { id: refund, chargeId: charge } = await insertRefund(
        holder.database,
        await insertCharge(holder.database),
      );
      return {
        places: [entryOf(one, { charge, refund }), entryOf(other, { charge, refund })],
        work: async ({ as }) => {
          const answers = charges.map((charge) =>
            created(as('anna'), { charge, amount: 100n, reason: 'fraudulent' }),
          );
          return (await Promise.all(answers)).join();
        },
      };
    },
    'tasks that are resumed': async () => ({
      places: (await parked('No such step')).places,
      work: async ({ as }) => `${await resumeParkedTasks(as('anna'))}`,
    }),
    'tasks of a person who is erased': async () => {
      const email = `${testId('zoe')}@example.com`;
      return {
        places: (await parked(`No step ${email}`)).places,
        work: async ({ database }) => (await erasePersonByEmail(database.pool, email, true)).outcome,
      };
    },
    'tasks that an import wakes': async () => {
      const { charges, places } = await parked('No such step');
      const disputes = charges.map((charge) => disputeObject({ charge }));
      return { places, work: async ({ database }) => (await importAll(database, disputes)).outcome };
    },
  };

  test.each(Object.keys(cases))('%s', async (name) => {
    const { places, work } = await (cases[name] as (typeof cases)[string])();
    const { pool } = holder.database;
    const { letGo } = await hold(pool, places[0]);
    const working = work(process);
    working.catch(() => {});
    expect(await waitsOrEnds(pool, working, { waiting: process.name, holding: BYSTANDER })).toBe('waits');
    expect(await isLocked(pool, places[1])).toBe(false);
    await letGo();
    await working;
    expect(await isLocked(pool, places[1])).toBe(false);
  });
});
