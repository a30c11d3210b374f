import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { forgetKeys } from '../../src/refunds/forget-keys.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import type { StopAt } from '../support/databases/stepped-process.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';
import { BYSTANDER, hold, keyOf, lockedOf } from './holder.js';
import { interleave } from './interleave.js';
import { openProcess, type Process } from './process.js';
import { created } from './verbs.js';

const holder = testDatabase('owner');
const policy = policyWith({ limits: [limitWith({ maxAmount: 500n, aboveLimit: 'approve' })] });

interface Request {
  readonly amount: bigint;
  readonly answer: string;
  /** Words of the statement that writes the key. */
  readonly writes: string;
}

/** Requests of one caller with one key, for one charge of 1,000. */
const requests: Readonly<Record<string, Request>> = {
  'a refund': { amount: 400n, answer: 'created', writes: 'FROM record_refunds(' },
  'a refund of another amount': { amount: 300n, answer: 'created', writes: 'FROM record_refunds(' },
  'a refund that needs approval': { amount: 600n, answer: 'held', writes: 'INSERT INTO refund_approval' },
  'a refund that is refused': { amount: 5000n, answer: 'AMOUNT_TOO_LARGE', writes: 'fingerprint, refusal)' },
};
const names = Object.keys(requests);
const pairs = names.flatMap((first) => names.map((second) => [first, second] as const));

/** Section 8: what the second request gets. */
const replay = (first: Request, second: Request): string => {
  if (first.amount !== second.amount) return 'IDEMPOTENCY_KEY_REUSED';
  return first.answer === 'AMOUNT_TOO_LARGE' ? first.answer : `${first.answer} before`;
};

// The embedded database has a single session, so nothing happens beside something else.
describe.runIf(inject('template').kind === 'postgresql')('section 8: two processes with one key', () => {
  let processes: readonly [Process, Process];
  beforeAll(async () => {
    processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
  });
  afterAll(async () => {
    for (const { database } of processes ?? []) await database.close();
  });

  async function newKey() {
    const { id: charge } = await insertCharge(holder.database);
    const [caller, idempotencyKey] = [testId('caller'), testId('key')];
    const send =
      ({ amount }: Request) =>
      ({ as }: Process) =>
        created(as(caller, policy), { charge, amount, idempotencyKey } satisfies CreateRefundInput);
    return {
      caller,
      send,
      places: { key: keyOf(caller, idempotencyKey), charge: { table: 'charge', id: charge } },
      /** How much of the charge was refunded, how many refunds and approvals there are, and how many keys. */
      rows: async () => {
        const { prisma } = holder.database;
        const { amountRefunded } = await prisma.charge.findUniqueOrThrow({ where: { id: charge } });
        const [refunds, approvals, keys] = [
          await prisma.refund.count({ where: { chargeId: charge } }),
          await prisma.refundApproval.count({ where: { chargeId: charge } }),
          await prisma.idempotencyKey.count({ where: { key: idempotencyKey } }),
        ];
        return { amountRefunded, refunds, approvals, keys };
      },
    };
  }
  const rowsOf = ({ answer, amount }: Request) => ({
    amountRefunded: answer === 'created' ? amount : 0n,
    refunds: answer === 'created' ? 1 : 0,
    approvals: answer === 'held' ? 1 : 0,
    keys: 1,
  });
  const run = async (at: (words: string) => StopAt, first: Request, second: Request) => {
    const { send, rows } = await newKey();
    const done = await interleave(
      { database: holder.database, processes },
      { work: send(first), stop: at(first.writes) },
      send(second),
    );
    return { ...done, rows: await rows() };
  };

  test.each(pairs)('%s is written, and %s waits for it and gets its outcome', async (one, other) => {
    const [first, second] = [requests[one] as Request, requests[other] as Request];
    expect(await run((words) => ({ beforeCommitOf: words }), first, second)).toEqual({
      second: 'waits',
      answers: [first.answer, replay(first, second)],
      rows: rowsOf(first),
    });
  });

  test.each(pairs)('%s is decided, and %s overtakes it: the key has its outcome', async (one, other) => {
    const [first, second] = [requests[one] as Request, requests[other] as Request];
    expect(await run((words) => ({ before: words }), first, second)).toEqual({
      second: 'ends',
      answers: [replay(second, first), second.answer],
      rows: rowsOf(second),
    });
  });

  test('a key that is being forgotten is still replayed, and nobody waits', async () => {
    const { send, rows, caller } = await newKey();
    const request = requests['a refund that is refused'] as Request;
    await send(request)(processes[0]);
    await holder.database.pool.query(`UPDATE idempotency_key SET created = '2000-01-01' WHERE caller = $1`, [
      caller,
    ]);
    const forget = async ({ as }: Process) => `${await forgetKeys(as(caller))}`;
    const stop = { beforeCommitOf: 'DELETE FROM idempotency_key' };
    expect(
      await interleave({ database: holder.database, processes }, { work: forget, stop }, send(request)),
    ).toEqual({ second: 'ends', answers: ['1', request.answer] });
    expect((await rows()).keys).toBe(0);
  });

  test.each(names)('%s takes its key before it locks the charge', async (name) => {
    const request = requests[name] as Request;
    const { send, places } = await newKey();
    const { letGo } = await hold(holder.database.pool, places.key);
    const working = send(request)(processes[0]);
    working.catch(() => {});
    const parties = { waiting: processes[0].name, holding: BYSTANDER };
    expect(await waitsOrEnds(holder.database.pool, working, parties)).toBe('waits');
    const locked = await lockedOf(holder.database.pool, places);
    await letGo();
    expect(await working).toBe(request.answer);
    // The probe of the key waits for the bystander, as the request does.
    expect(locked).toEqual(['key']);
  });
});
