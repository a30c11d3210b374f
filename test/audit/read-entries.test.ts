import { expect, test } from 'vitest';
import { lineOf } from '../../src/audit/read-entries.js';

test('an entry is a line of JSON, with its amount as an exact text', () => {
  const entry = {
    ...{ id: 'aud_1', created: new Date('2026-11-01T10:00:00Z'), actor: 'desk', action: 'createRefund' },
    ...{ outcome: 'done', code: null, objects: ['re_1'], amount: 9_007_199_254_740_993n, currency: 'usd' },
    ...{ count: 2, details: null },
  } as const;
  const line = lineOf(entry as never);
  expect(line).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(line)).toEqual({
    ...entry,
    created: '2026-11-01T10:00:00.000Z',
    amount: '9007199254740993',
  });
});
