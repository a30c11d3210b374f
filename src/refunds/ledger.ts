import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { Database } from '../database/open-database.js';
import { nothing, selectOf } from '../database/select.js';
import { raw, sql } from '../database/sql.js';
import { toColumns } from '../database/tables.js';
import type { RefundDecision, RefundFacts } from './decide-refund.js';
import type { Outcome } from './idempotency.js';
import type { Task } from './processor.js';
import type { RefundTerms } from './refund-input.js';
import type { RefundRows } from './refund-rows.js';

/** Whose key: a caller's keys are its own (rules, section 8). */
export interface CallerKey {
  readonly caller: string;
  readonly key: string;
}

export interface FactsAndOutcome {
  readonly facts: RefundFacts;
  /** The key's outcome, where it has one. */
  readonly outcome: Outcome | null;
}

const charges = selectOf('charge', nothing);

/** Reads all that a decision needs, and the key's outcome, at one moment: one statement. */
export async function readFacts(
  database: Database,
  terms: RefundTerms,
  callerKey: CallerKey | null,
): Promise<FactsAndOutcome> {
  const { charge, paymentIntent } = terms;
  const wanted =
    charge != null
      ? sql`SELECT * FROM charge t WHERE t.id = ${charge}`
      : sql`SELECT * FROM charge t WHERE t.payment_intent_id = ${paymentIntent} AND t.status <> 'failed'
          ORDER BY t.created DESC, t.id DESC LIMIT 1`;
  const unflagged = (flag: string, asked: boolean | null | undefined) =>
    asked
      ? sql`EXISTS (SELECT 1 FROM refund r WHERE r.charge_id = t.id AND NOT r.${raw(flag)}
          AND r.status IN ('pending', 'requires_action', 'succeeded'))`
      : sql`false`;
  const [row] = await database.query(sql`
    SELECT ${raw(charges.columns)}, i.id, k.fingerprint, k.refund_id, k.refusal,
      ${unflagged('refund_application_fee', terms.refundApplicationFee)}, ${unflagged('reverse_transfer', terms.reverseTransfer)}
    FROM (VALUES (1)) one(row)
    LEFT JOIN LATERAL (${wanted}) t ON true
    LEFT JOIN payment_intent i ON i.id = ${paymentIntent ?? null}
    LEFT JOIN idempotency_key k ON k.caller = ${callerKey?.caller ?? null} AND k.key = ${callerKey?.key ?? null}`);
  const values = row as unknown[];
  const [paymentIntentId, fingerprint, refundId, refusal, feeKept, transferKept] = values.slice(
    charges.width,
  ) as [string | null, string | null, string | null, Outcome['refusal'], boolean, boolean];
  return {
    facts: {
      charge: charges.read(values),
      paymentIntent: paymentIntentId === null ? null : { id: paymentIntentId },
      everyRefundReturnedFee: !feeKept,
      everyRefundReversedTransfer: !transferKept,
    },
    outcome: fingerprint === null ? null : { fingerprint, refundId, refusal },
  };
}

/** What became of a decision: the charge with its new total, or why it has to be made again. */
export type Recorded = { readonly charge: Charge } | 'moved' | 'key_taken';

/**
 * Writes a refund with its charge's totals, balance transaction, event and key: all or nothing, one statement.
 * `moved` where the charge is no longer as the decision saw it, `key_taken` where the key has an outcome by now.
 */
export async function recordRefund(
  database: Database,
  decision: RefundDecision,
  rows: RefundRows,
  key: (CallerKey & { readonly fingerprint: string }) | null,
  task: (Task & { readonly at: Date | null }) | null,
): Promise<Recorded> {
  const { charge, amount, applicationFeeRefundAmount, transferReversalAmount } = decision;
  const { refund, ...others } = rows;
  const dependsOnTotal = takesShare(charge, refund) || emptiesCharge(decision);
  const entry = {
    guard: toColumns({
      chargeId: charge.id,
      revision: charge.revision,
      amount,
      applicationFeeRefundAmount,
      transferReversalAmount,
      // A small refund stands beside another made meanwhile; one that was computed from the total does not.
      amountRefunded: dependsOnTotal ? charge.amountRefunded : null,
    }),
    idempotency_key: key
      ? [toColumns({ ...key, created: refund.created, refundId: refund.id, refusal: null })]
      : [],
    refund: [toColumns(refund)],
    refund_task: task ? [toColumns({ ...task, refundId: refund.id })] : [],
    ...toColumns(mapValues(others, (of) => of.map(toColumns))),
  };
  const [row] = await database.query(
    sql`SELECT outcome, amount_refunded FROM record_refund(${JSON.stringify(entry)}::jsonb)`,
  );
  const [outcome, amountRefunded] = row as ['recorded' | 'moved' | 'key_taken', bigint];
  if (outcome !== 'recorded') return outcome;
  return {
    charge: {
      ...charge,
      amountRefunded,
      applicationFeeRefunded: charge.applicationFeeRefunded + applicationFeeRefundAmount,
      transferReversed: charge.transferReversed + transferReversalAmount,
    },
  };
}

/** A share of nothing is one too: had it become the last, it would owe the remainder (rules, section 3). */
const takesShare = (
  charge: Charge,
  { refundApplicationFee, reverseTransfer }: RefundRows['refund'],
): boolean =>
  (refundApplicationFee && charge.applicationFeeAmount !== null) ||
  (reverseTransfer && charge.transferAmount !== null);

const emptiesCharge = ({ charge, amount }: RefundDecision): boolean =>
  charge.amountRefunded + amount === charge.refundCeiling;

const mapValues = <T, U>(of: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(value)]));
