import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { openingRefunded } from '../../rules/opening.js';
import { derivedColumns } from '../../rules/refundability.js';
import type { LineFault } from '../import-report.js';
import type { ChargeFacts } from './charge-facts.js';

/** The columns of a charge that are computed from its other columns, its refunds, disputes, reversals and fee refunds. */
export type ComputedColumns = Pick<
  Charge,
  | 'amountRefunded'
  | 'openingRefunded'
  | 'refundCeiling'
  | 'refundsOpen'
  | 'disputeBlocks'
  | 'applicationFeeRefunded'
  | 'transferReversed'
>;

/** Computes the totals of a charge (rules, sections 2 and 11), and the faults of the lines that contradict them. */
export function computeTotals(facts: ChargeFacts): {
  readonly totals: ComputedColumns;
  readonly faults: readonly LineFault[];
} {
  const { id, captured, status, disputed, disputes } = facts;
  const amounts = {
    amount: BigInt(facts.amount),
    amountCaptured: BigInt(facts.amount_captured),
    paymentIntentId: facts.payment_intent_id,
  };
  const derived = derivedColumns({ ...amounts, captured, status, disputed }, disputes);
  const ceiling = derived.refundCeiling;

  const reported = bigintOrNull(facts.reported_refunded);
  const [heldImported, heldByGateway] = [BigInt(facts.held_imported), BigInt(facts.held_by_gateway)];
  const opening = openingRefunded({
    before: BigInt(facts.opening_before),
    reported,
    captured,
    heldImported,
    arrived: BigInt(facts.arrived),
    heldByGateway,
  });
  const total = heldImported + heldByGateway + opening;
  const feeRefunded = BigInt(facts.fee_refunded);
  const reversed = BigInt(facts.transfer_reversed);

  const faults: LineFault[] = [];
  const check = (line: number | null, what: string, amount: bigint, most: bigint | null) => {
    if (most !== null && amount > most)
      faults.push({ line: line ?? 0, why: `charge ${id}: ${what} ${amount}, more than ${most}` });
  };
  if (captured && reported !== null && reported > ceiling)
    check(facts.line, 'amount_refunded is', reported, ceiling);
  else check(facts.refund_line ?? facts.line, 'what is refunded comes to', total, ceiling);
  check(
    facts.fee_line ?? facts.line,
    'refunds of its application fee come to',
    feeRefunded,
    bigintOrNull(facts.application_fee_amount),
  );
  check(
    facts.transfer_line ?? facts.line,
    'reversals of its transfer come to',
    reversed,
    bigintOrNull(facts.transfer_amount),
  );

  return {
    totals: {
      ...derived,
      amountRefunded: total,
      openingRefunded: opening,
      applicationFeeRefunded: feeRefunded,
      transferReversed: reversed,
    },
    faults,
  };
}

const bigintOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
