import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OpeningFacts, openingOf } from '../../src/rules/opening.js';

const nothing: OpeningFacts = {
  before: 0n,
  reported: null,
  heldImported: 0n,
  arrived: 0n,
  heldByGateway: 0n,
};

test.each<[string, Partial<OpeningFacts>, bigint]>([
  ['a new charge without known refunds', { reported: 300n }, 300n],
  ['a new charge with some of its refunds', { reported: 300n, heldImported: 100n, arrived: 100n }, 200n],
  [
    'a stale charge that reports less than its refunds',
    { reported: 0n, heldImported: 100n, arrived: 100n },
    0n,
  ],
  ['a charge whose refund arrives later', { before: 300n, heldImported: 100n, arrived: 100n }, 200n],
  [
    'a charge with refunds that exceed its opening balance',
    { before: 300n, heldImported: 400n, arrived: 400n },
    0n,
  ],
  ['a charge whose imported refund failed', { before: 200n }, 200n],
  ['a canceled authorization whose release is not known', { reported: 1000n }, 1000n],
  [
    'the same charge again, after a refund created by the gateway',
    { before: 300n, reported: 300n, heldByGateway: 200n },
    300n,
  ],
  [
    'a charge that includes a refund created by the gateway',
    { before: 0n, reported: 200n, heldByGateway: 200n },
    0n,
  ],
  [
    'a charge that includes this refund and an unknown one',
    { before: 0n, reported: 350n, heldByGateway: 200n },
    150n,
  ],
  [
    'a charge that includes this refund, an unknown one and one that is known',
    { before: 0n, reported: 350n, heldImported: 100n, heldByGateway: 200n },
    50n,
  ],
  ['a charge that reports less than before', { before: 300n, reported: 200n, heldImported: 100n }, 100n],
  ['a charge whose unknown refunds failed', { before: 300n, reported: 0n }, 0n],
])('section 11: the opening balance of %s', (_, facts, opening) => {
  expect(openingOf({ ...nothing, ...facts })).toBe(opening);
});

const amount = fc.bigInt({ min: 0n, max: 2n ** 60n });
const anyFacts = fc
  .record({
    before: amount,
    reported: amount,
    heldImported: amount,
    arrivedShare: fc.integer({ min: 0, max: 4 }),
    heldByGateway: amount,
  })
  .map(({ arrivedShare, ...facts }) => ({
    ...facts,
    arrived: (facts.heldImported * BigInt(arrivedShare)) / 4n,
  }));

test('section 11: an opening balance is never negative, and the total is never below the reported one', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const opening = openingOf(facts);
      const total = opening + facts.heldImported + facts.heldByGateway;
      expect(opening >= 0n && total >= facts.reported).toBe(true);
    }),
  );
});

test('section 11: importing the same charge again does not change its opening balance', () => {
  fc.assert(
    fc.property(anyFacts, amount, (facts, madeSince) => {
      const before = openingOf(facts);
      expect(openingOf({ ...facts, before, arrived: 0n })).toBe(before);
      expect(
        openingOf({ ...facts, before, arrived: 0n, heldByGateway: facts.heldByGateway + madeSince }),
      ).toBe(before);
    }),
  );
});
