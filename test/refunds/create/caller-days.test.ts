import { expect, test, vi } from 'vitest';
import { readCallerDays } from '../../../src/refunds/create/caller-days.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const daily = policyWith({
  limits: [limitWith({ maxAmount: 1n }), limitWith({ currency: 'eur', maxCountPerDay: 5 })],
});

test('section 12: no day is read where no limit of the callers counts days', async () => {
  const query = vi.fn(async () => []);
  const single = policyWith({ limits: [limitWith({ maxAmount: 1n })] });
  const others = policyWith({ limits: [limitWith({ caller: 'desk-*', maxCountPerDay: 5 })] });
  const asked = [policyWith(), single, others].map((policy) => ({ caller: 'shop', policy }));
  expect(await readCallerDays({ query }, asked, at)).toBeNull();
  expect(query).not.toHaveBeenCalled();
});

test('section 12: the day is the database’s, also for a caller who has refunded nothing', async () => {
  const nothing = async () => [['2026-03-02', null, null, null, null]];
  const days = await readCallerDays({ query: nothing }, [{ caller: 'desk', policy: daily }], at);
  expect(days?.of('desk', 'eur')).toEqual({ day: '2026-03-02', amount: 0n, count: 0 });

  const some = async () => [
    ['2026-03-02', 'desk', 'eur', 700n, 4],
    ['2026-03-02', 'shop', 'eur', 1n, 1],
  ];
  const known = await readCallerDays({ query: some }, [{ caller: 'desk', policy: daily }], at);
  expect(known?.of('desk', 'eur')).toEqual({ day: '2026-03-02', amount: 700n, count: 4 });
  expect(known?.of('desk', 'usd')).toEqual({ day: '2026-03-02', amount: 0n, count: 0 });
});

test('a database that does not tell the day is an error', async () => {
  const reading = readCallerDays({ query: async () => [] }, [{ caller: 'desk', policy: daily }], at);
  await expect(reading).rejects.toThrow(new Error('The database did not tell the day'));
});
