import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';
import { interleave, type Work } from './interleave.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { created } from './verbs.js';

const holder = testDatabase('owner');
/** More than the larger request alone, less than any two requests. */
const policy = policyWith({ limits: [limitWith({ maxAmountPerDay: 500n })] });
const RECORD = 'FROM record_refunds(';

/** Requests of a caller, each for charges of its own: the amounts of their refunds. */
const requests: Readonly<Record<string, readonly bigint[]>> = {
  'a refund': [300n],
  'all that the limit leaves': [500n],
  'a group of refunds': [200n, 100n],
};
const names = Object.keys(requests);
const cases = names.flatMap((first) =>
  names.flatMap((second) => [true, false].map((isFirstOfDay) => [first, second, isFirstOfDay] as const)),
);

// The embedded database has a single session, so nothing happens beside something else.
describe.runIf(inject('template').kind === 'postgresql')(
  'section 12: two processes and one day of a caller',
  () => {
    let processes: readonly [Process, Process];
    beforeAll(async () => {
      await letGroupsWait(holder.database);
      processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
    });
    afterAll(async () => {
      for (const { database } of processes ?? []) await database.close();
    });

    const newCaller = async (isFirstOfDay: boolean) => {
      const caller = testId('caller');
      if (!isFirstOfDay)
        await holder.database.pool.query(`INSERT INTO caller_day VALUES ($1, 'usd', '2026-03-01', 0, 0)`, [
          caller,
        ]);
      return caller;
    };
    async function request(caller: string, amounts: readonly bigint[]): Promise<Work> {
      const charges = await Promise.all(amounts.map(() => insertCharge(holder.database)));
      return async ({ as }) => {
        const answers = charges.map(({ id: charge }, index) =>
          created(as(caller, policy), { charge, amount: amounts[index] as bigint }),
        );
        return (await Promise.all(answers)).join(' and ');
      };
    }
    const dayOf = async (caller: string) => {
      const days = await holder.database.prisma.callerDay.findMany({ where: { caller } });
      return days.map(({ amount, count }) => ({ amount, count }));
    };
    const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
    const each = (amounts: readonly bigint[], answer: string) => amounts.map(() => answer).join(' and ');
    /** What a request gets when another one was counted before. */
    const after = (counted: readonly bigint[], amounts: readonly bigint[]) => {
      let total = sum(counted);
      return amounts.map((amount) => {
        if (total + amount > 500n) return { amount: 0n, answer: 'REFUND_LIMIT_EXCEEDED' };
        total += amount;
        return { amount, answer: 'created' };
      });
    };

    test.each(cases)(
      '%s is counted, and %s waits for it; first of the day: %s',
      async (one, other, isFirstOfDay) => {
        const caller = await newCaller(isFirstOfDay);
        const [first, second] = [requests[one] ?? [], requests[other] ?? []];
        const early = { work: await request(caller, first), stop: { beforeCommitOf: RECORD } };
        const late = after(first, second);
        expect(
          await interleave({ database: holder.database, processes }, early, await request(caller, second)),
        ).toEqual({
          second: 'waits',
          answers: [each(first, 'created'), late.map(({ answer }) => answer).join(' and ')],
        });
        const counted = [...first, ...late.map(({ amount }) => amount)].filter((amount) => amount > 0n);
        expect(await dayOf(caller)).toEqual([{ amount: sum(counted), count: counted.length }]);
      },
    );

    test.each(cases)(
      '%s is decided, and %s overtakes it; first of the day: %s',
      async (one, other, isFirstOfDay) => {
        const caller = await newCaller(isFirstOfDay);
        const [first, second] = [requests[one] ?? [], requests[other] ?? []];
        const early = { work: await request(caller, first), stop: { before: RECORD } };
        const late = after(second, first);
        expect(
          await interleave({ database: holder.database, processes }, early, await request(caller, second)),
        ).toEqual({
          second: 'ends',
          answers: [late.map(({ answer }) => answer).join(' and '), each(second, 'created')],
        });
        const counted = [...second, ...late.map(({ amount }) => amount)].filter((amount) => amount > 0n);
        expect(await dayOf(caller)).toEqual([{ amount: sum(counted), count: counted.length }]);
      },
    );

    test('the days of two callers do not wait for each other', async () => {
      const [anna, ben] = [await newCaller(true), await newCaller(true)];
      const early = { work: await request(anna, [300n]), stop: { beforeCommitOf: RECORD } };
      expect(
        await interleave({ database: holder.database, processes }, early, await request(ben, [300n])),
      ).toEqual({
        second: 'ends',
        answers: ['created', 'created'],
      });
    });
  },
);
