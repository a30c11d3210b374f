import { expect, test } from 'vitest';
import { type ReleaseCandidate, releaseOf, reportedWithoutRelease } from '../../src/rules/release.js';

const charge = (amount: bigint, amountCaptured: bigint, captured = true) => ({
  amount,
  amountCaptured,
  captured,
});
const refund = (id: string, amount: bigint, values: Partial<ReleaseCandidate> = {}): ReleaseCandidate => ({
  id,
  amount,
  balanceTransactionId: null,
  created: new Date(1_692_942_400_000),
  imported: true,
  status: 'succeeded',
  ...values,
});

test.each<[string, ReturnType<typeof charge>, readonly ReleaseCandidate[], string | null]>([
  ['exactly what was not captured', charge(4300n, 1300n), [refund('re_1', 3000n)], 're_1'],
  ['beside refunds', charge(4300n, 4000n), [refund('re_1', 100n), refund('re_2', 300n)], 're_2'],
  ['another amount', charge(4300n, 1300n), [refund('re_1', 2999n)], null],
  ['of the whole charge', charge(4300n, 4300n), [refund('re_1', 4300n)], null],
  [
    'of an uncaptured charge, which holds its amount',
    charge(4300n, 0n, false),
    [refund('re_1', 4300n)],
    null,
  ],
  [
    'with a balance transaction',
    charge(4300n, 1300n),
    [refund('re_1', 3000n, { balanceTransactionId: 'txn_1' })],
    null,
  ],
  ['created by the gateway', charge(4300n, 4000n), [refund('re_1', 300n, { imported: false })], null],
  ['that failed', charge(4300n, 1300n), [refund('re_1', 3000n, { status: 'failed' })], null],
  ['that still waits', charge(4300n, 1300n), [refund('re_1', 3000n, { status: 'requires_action' })], null],
  [
    'the oldest of two',
    charge(600n, 300n),
    [
      refund('re_1', 300n, { created: new Date(2_000_000_000_000) }),
      refund('re_2', 300n),
      refund('re_3', 300n),
    ],
    're_2',
  ],
  ['the smallest id of two', charge(600n, 300n), [refund('re_2', 300n), refund('re_1', 300n)], 're_1'],
  [
    'the oldest, whatever its id',
    charge(600n, 300n),
    [refund('re_2', 300n), refund('re_1', 300n, { created: new Date(2_000_000_000_000) })],
    're_2',
  ],
])('section 2: a release, %s', (_, of, refunds, id) => {
  expect(releaseOf(of, refunds)?.id ?? null).toBe(id);
});

test.each<[string, ReturnType<typeof charge>, bigint, boolean, bigint, bigint]>([
  ['recorded 2015 and 2020: the release is counted', charge(4300n, 1300n), 3000n, true, 0n, 0n],
  ['recorded 2025: it is not', charge(4300n, 1300n), 0n, true, 0n, 0n],
  ['the release is not known, and is all', charge(4300n, 1300n), 3000n, false, 0n, 0n],
  ['less was released than was captured', charge(4300n, 4000n), 300n, false, 0n, 0n],
  ['the release and the rest', charge(4300n, 1300n), 4300n, false, 0n, 1300n],
  ['the release and a part', charge(4300n, 1300n), 3500n, true, 500n, 500n],
  ['a part alone, as newer versions count', charge(7000n, 4000n), 3000n, true, 3000n, 3000n],
  ['the release and as much again, as older versions count', charge(7000n, 4000n), 6000n, true, 3000n, 3000n],
  ['everything that was captured, as newer versions count', charge(7000n, 4000n), 4000n, true, 4000n, 4000n],
  ['more was captured than authorized', charge(1000n, 1200n), 1200n, false, 0n, 1200n],
  ['a part that is no release', charge(4300n, 4000n), 200n, false, 0n, 200n],
  ['more than the release, of a larger capture', charge(4300n, 4000n), 1000n, false, 0n, 1000n],
  ['less than the release, and more than was captured', charge(4300n, 1300n), 2000n, false, 0n, 2000n],
  ['everything was captured', charge(4300n, 4300n), 4300n, false, 0n, 4300n],
  ['nothing was captured', charge(4300n, 0n, false), 4300n, false, 0n, 4300n],
])('section 2: amount_refunded without the release, %s', (_, of, reported, isKnown, held, without) => {
  expect(reportedWithoutRelease(of, reported, isKnown, held)).toBe(without);
});
