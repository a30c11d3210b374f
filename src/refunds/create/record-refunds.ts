import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { selectOf, wholeRow } from '../../ledger/select.js';
import { toColumns } from '../../ledger/tables.js';
import type { RefundDecision, RefundFacts } from '../../rules/decide-refund.js';
import { keptRefusal, type Outcome } from '../../rules/idempotency.js';
import type { RefundTerms } from '../../rules/refund-input.js';
import type { Refusal } from '../../rules/refusal.js';
import type { Task } from '../processing/processor.js';
import type { RefundRows } from './refund-rows.js';

/** The idempotency key of an attempt. A caller's keys are its own (rules, section 8). */
export interface AttemptKey {
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: string;
  /** False where the gateway made it, so that an outcome that nobody knows can be asked for. */
  readonly given: boolean;
}

export interface FactsAndOutcome {
  readonly facts: RefundFacts;
  /** The key's outcome, where it has one. */
  readonly outcome: Outcome | null;
}

const charges = selectOf('charge', wholeRow);

/** Whether the charge holds a refund that did not return its share, where that is asked. */
const unflagged = (flag: string): string =>
  `a.${flag} AND EXISTS (SELECT 1 FROM refund r WHERE r.charge_id = t.id AND NOT r.${flag}
    AND r.status IN ('pending', 'requires_action', 'succeeded'))`;
const FACTS = `
  SELECT ${charges.columns}, i.id, k.fingerprint, k.refund_id, k.refusal,
    ${unflagged('refund_application_fee')}, ${unflagged('reverse_transfer')}
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[]) WITH ORDINALITY
    a(charge, payment_intent, caller, key, refund_application_fee, reverse_transfer, ordinal)
  LEFT JOIN LATERAL (
    SELECT * FROM charge WHERE id = a.charge
    UNION ALL
    (SELECT * FROM charge WHERE a.charge IS NULL AND payment_intent_id = a.payment_intent AND status <> 'failed'
      ORDER BY created DESC, id DESC LIMIT 1)
  ) t ON true
  LEFT JOIN payment_intent i ON i.id = a.payment_intent
  LEFT JOIN idempotency_key k ON k.caller = a.caller AND k.key = a.key
  ORDER BY a.ordinal`;

/** Reads all that decisions need, and the outcomes of their keys, at one moment: one statement. */
export async function readFacts(
  { query }: Database,
  asked: readonly { readonly terms: RefundTerms; readonly key: AttemptKey | null }[],
): Promise<FactsAndOutcome[]> {
  const rows = await query({
    text: FACTS,
    values: [
      asked.map(({ terms }) => terms.charge ?? null),
      asked.map(({ terms }) => terms.paymentIntent ?? null),
      asked.map(({ key }) => key?.caller ?? null),
      asked.map(({ key }) => key?.key ?? null),
      asked.map(({ terms }) => terms.refundApplicationFee ?? false),
      asked.map(({ terms }) => terms.reverseTransfer ?? false),
    ],
  });
  return rows.map((values) => {
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
  });
}

/** A refund that was decided, with all that is to be written of it. */
export interface Written {
  readonly decision: RefundDecision;
  readonly rows: RefundRows;
  readonly key: AttemptKey;
  /** What the processor has to do first; its time is the database's where it has none. */
  readonly task: (Task & { readonly at: Date | null }) | null;
}

/** What the ledger says of a charge after its refunds were written. */
export type ChargeTotals = Pick<Charge, 'amountRefunded' | 'applicationFeeRefunded' | 'transferReversed'>;

/**
 * Writes refunds with their charges' totals, balance transactions, events, keys and tasks: all or nothing, one
 * statement. To write the same again does no harm: its keys are taken.
 *
 * @param written in the order in which they were decided, each counting on those before it
 * @returns the charges' totals by id; null, and nothing is written, where a charge is no longer as the decisions saw
 *   it, or a key has an outcome by now
 */
export async function recordRefunds(
  { write }: Database,
  written: readonly Written[],
): Promise<ReadonlyMap<string, ChargeTotals> | null> {
  const all = <K extends Exclude<keyof RefundRows, 'refund'>>(table: K) =>
    written.flatMap(({ rows }) => rows[table].map(toColumns));
  const entry = {
    guard: guardsOf(written).map(toColumns),
    idempotency_key: written.map(({ key: { caller, key, fingerprint }, rows: { refund } }) =>
      toColumns({ caller, key, fingerprint, created: refund.created, refundId: refund.id }),
    ),
    balance_transaction: all('balanceTransaction'),
    transfer_reversal: all('transferReversal'),
    application_fee_refund: all('applicationFeeRefund'),
    refund: written.map(({ rows }) => toColumns(rows.refund)),
    refund_event: all('refundEvent'),
    block_list_entry: all('blockListEntry'),
    refund_task: written.flatMap(({ task, rows }) =>
      task ? [toColumns({ ...task, refundId: rows.refund.id })] : [],
    ),
  };
  const rows = await write(
    sql`SELECT charge_id, amount_refunded, application_fee_refunded, transfer_reversed
      FROM record_refunds(${JSON.stringify(entry)}::jsonb)`,
  );
  if (rows.length === 0) return null;
  return new Map(
    (rows as [string, bigint, bigint, bigint][]).map(
      ([id, amountRefunded, applicationFeeRefunded, transferReversed]) => [
        id,
        { amountRefunded, applicationFeeRefunded, transferReversed },
      ],
    ),
  );
}

/** Of each charge what the first decision saw of it, and what all of them take. */
function guardsOf(written: readonly Written[]) {
  const byCharge = new Map<string, Written[]>();
  for (const one of written) {
    const { id } = one.decision.charge;
    byCharge.set(id, [...(byCharge.get(id) ?? []), one]);
  }
  const sum = (
    of: readonly Written[],
    field: 'amount' | 'applicationFeeRefundAmount' | 'transferReversalAmount',
  ) => of.reduce((total, { decision }) => total + decision[field], 0n);
  return [...byCharge.values()].map((of) => {
    const { charge } = (of[0] as Written).decision;
    return {
      chargeId: charge.id,
      revision: charge.revision,
      amount: sum(of, 'amount'),
      applicationFeeRefundAmount: sum(of, 'applicationFeeRefundAmount'),
      transferReversalAmount: sum(of, 'transferReversalAmount'),
      // A small refund stands beside another made meanwhile; one that was decided by the total does not.
      amountRefunded: of.some(dependsOnTotal) ? charge.amountRefunded : null,
    };
  });
}

const dependsOnTotal = ({ decision, rows: { refund } }: Written): boolean =>
  decision.expectsAmount ||
  takesShare(decision.charge, refund) ||
  decision.charge.amountRefunded + decision.amount === decision.charge.refundCeiling;

/** A share of nothing is one too: had it become the last, it would owe the remainder (rules, section 3). */
const takesShare = (
  charge: Charge,
  { refundApplicationFee, reverseTransfer }: RefundRows['refund'],
): boolean =>
  (refundApplicationFee && charge.applicationFeeAmount !== null) ||
  (reverseTransfer && charge.transferAmount !== null);

/**
 * Keeps refusals under their keys, one statement; `at` is the database's time where it is null.
 *
 * @returns false for each whose key has another outcome by now
 */
export async function keepRefusals(
  { write }: Database,
  refusals: readonly { readonly key: AttemptKey; readonly refusal: Refusal; readonly at: Date | null }[],
): Promise<readonly boolean[]> {
  const rows = refusals.map(({ key: { caller, key, fingerprint }, refusal, at }) =>
    toColumns({ caller, key, fingerprint, created: at, refusal: keptRefusal(refusal) }),
  );
  const kept = await write(sql`
    INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal)
    SELECT caller, key, COALESCE(created, now()), fingerprint, refusal FROM jsonb_populate_recordset(NULL::idempotency_key, ${JSON.stringify(rows)}::jsonb) ORDER BY caller, key
    ON CONFLICT DO NOTHING RETURNING caller, key`);
  const names = new Set(kept.map(([caller, key]) => JSON.stringify([caller, key])));
  return refusals.map(({ key: { caller, key } }) => names.has(JSON.stringify([caller, key])));
}
