import { expect, test } from 'vitest';
import { isAfter } from '../../src/ledger/event-feed.js';

test('a position is after those of earlier transactions, and in its own transaction after the lower ones only', () => {
  const positions = [
    { transaction: 8n, position: 3n },
    { transaction: 9n, position: 1n },
    { transaction: 9n, position: 2n },
    { transaction: 10n, position: 0n },
  ];
  for (const [index, one] of positions.entries())
    expect(positions.map((other) => isAfter(one, other))).toEqual(positions.map((_, other) => other < index));
});
