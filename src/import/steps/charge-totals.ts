import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { openingOf } from '../../rules/opening.js';
import { derivedColumns } from '../../rules/refundability.js';
import { releaseOf, reportedWithoutRelease } from '../../rules/release.js';
import { kinds } from '../../stripe/kinds.js';
import { BadObject, isJsonObject, ObjectReader } from '../../stripe/object-reader.js';
import type { ChargeFacts, ReleaseFacts } from './charge-facts.js';
import { feeTotals, type ReturnTotals, transferTotals } from './return-totals.js';
import type { StagedFault } from './staging.js';

/** The columns of a charge that are computed from its other columns, its refunds, disputes, reversals and fee refunds. */
export type ComputedColumns = Pick<
  Charge,
  | 'amountRefunded'
  | 'openingRefunded'
  | 'refundCeiling'
  | 'refundsOpen'
  | 'disputeBlocks'
  | 'applicationFeeRefunded'
  | 'openingFeeRefunded'
  | 'transferAmount'
  | 'transferCurrency'
  | 'transferReversed'
  | 'openingReversed'
>;

type ChargeFault = Omit<StagedFault, 'id'>;

export interface Computed {
  readonly totals: ComputedColumns;
  /** The refund that is the charge's release (rules, section 2). */
  readonly releaseId: string | null;
  readonly faults: readonly ChargeFault[];
}

/** Computes the totals of a charge (rules, sections 2, 3 and 11), and the faults of the lines that contradict them. */
export function computeTotals(facts: ChargeFacts): Computed {
  const { id, captured, status, disputed, disputes } = facts;
  const amounts = {
    amount: BigInt(facts.amount),
    amountCaptured: BigInt(facts.amount_captured),
    captured,
    paymentIntentId: facts.payment_intent_id,
  };
  const derived = derivedColumns({ ...amounts, status, disputed }, disputes ?? []);
  const ceiling = derived.refundCeiling;

  const release = releaseOf(amounts, facts.releases?.map(candidate) ?? []);
  const released = release?.amount ?? 0n;
  const heldImported = BigInt(facts.held_imported) - released;
  const heldByGateway = BigInt(facts.held_by_gateway);
  // What a charge reports is compared with its refunds as they were reported. Some may have been canceled here since.
  const saidToHold = BigInt(facts.said_to_hold) - released;
  const said = facts.reported_refunded === null ? null : BigInt(facts.reported_refunded);
  const reported = said === null ? null : reportedWithoutRelease(amounts, said, release !== null, saidToHold);
  const opening = openingOf({
    before:
      BigInt(facts.opening_before) - (release?.arrived ? releaseInOpening(facts, amounts, saidToHold) : 0n),
    reported,
    heldImported: saidToHold,
    arrived: BigInt(facts.arrived) - (release?.arrived ? released : 0n),
    heldByGateway,
  });
  const total = heldImported + heldByGateway + opening;
  const fee = feeTotals(facts);
  const transfer = transferTotals(facts, ceiling);

  const faults: ChargeFault[] = [];
  const check = (line: number | null, what: string, amount: bigint, most: bigint | null) => {
    if (most !== null && amount > most)
      faults.push({ line: line ?? 0, why: `charge ${id}: ${what} ${amount}, more than ${most}` });
  };
  if (said !== null && reported !== null && reported > ceiling)
    check(facts.line, 'amount_refunded is', said, said - reported + ceiling);
  else check(facts.refund_line ?? facts.line, 'what is refunded comes to', total, ceiling);
  for (const [what, part] of [
    ['refunds of its application fee come to', fee],
    ['reversals of its transfer come to', transfer],
  ] as const satisfies readonly (readonly [string, ReturnTotals])[]) {
    check(part.line ?? facts.line, what, part.total, part.whole);
    if (part.fault !== null)
      faults.push({ line: part.line ?? facts.line ?? 0, why: `charge ${id}: ${part.fault}` });
  }

  return {
    totals: {
      ...derived,
      amountRefunded: total,
      openingRefunded: opening,
      applicationFeeRefunded: fee.total,
      openingFeeRefunded: fee.opening,
      transferAmount: transfer.whole,
      transferCurrency: transfer.currency,
      transferReversed: transfer.total,
      openingReversed: transfer.opening,
    },
    releaseId: release?.id ?? null,
    faults,
  };
}

/** What of the opening was a release that only this file makes known, by what the charge reported before. */
function releaseInOpening(
  { said }: ChargeFacts,
  amounts: Pick<Charge, 'amount' | 'amountCaptured' | 'captured'>,
  saidToHold: bigint,
): bigint {
  const reported = reportedBefore(said);
  if (reported === null) return 0n;
  const without = (isKnown: boolean) => reportedWithoutRelease(amounts, reported, isKnown, saidToHold);
  return without(false) - without(true);
}

function reportedBefore(said: unknown): bigint | null {
  if (!isJsonObject(said)) return null;
  try {
    return kinds.charge.read(new ObjectReader(said)).amountRefunded;
  } catch (error) {
    // Today's reader understands it no longer.
    if (error instanceof BadObject) return null;
    throw error;
  }
}

const candidate = ({ id, amount, created, status, arrived }: ReleaseFacts) => ({
  id,
  amount: BigInt(amount),
  balanceTransactionId: null,
  created: new Date(created),
  imported: true,
  status,
  arrived,
});
