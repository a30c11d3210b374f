import { expect, test } from 'vitest';
import { keepRefusals } from '../../../src/refunds/create/keep-refusals.js';

test('section 8: a refusal is kept or not by its caller and its key together, in the order of the refusals', async () => {
  const refusalOf = (caller: string, key: string) => ({
    key: { caller, key, fingerprint: 'first', given: true },
    refusal: { code: 'RESOURCE_MISSING', message: 'No such charge.', param: 'charge' } as const,
    at: null,
  });
  const refusals = [
    refusalOf('shop', 'order-2'),
    refusalOf('desk', 'order-1'),
    refusalOf('shop', 'order-1'),
    refusalOf('desk', 'order-2'),
  ];
  const keeping = (...kept: readonly string[][]) =>
    keepRefusals({ write: async () => [...kept] } as unknown as Parameters<typeof keepRefusals>[0], refusals);
  expect(await keeping(['desk', 'order-2'], ['shop', 'order-2'])).toEqual([true, false, false, true]);
  expect(await keeping(['desk', 'order-1'])).toEqual([false, true, false, false]);
  expect(await keeping()).toEqual([false, false, false, false]);
});
