import { sql } from '../../src/database/sql.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { modelTotals } from './answers.js';
import { balanceOf, type Ledger, type ModelApproval, type ModelRefund, refundsOf } from './ledger.js';
import { sorted } from './metadata.js';

/** The visible state of the charges and their refunds, from the model. */
export const modelState = (ledger: Ledger) =>
  ledger.charges.map((charge) => ({
    ...modelTotals(ledger, charge),
    refunds: refundsOf(ledger, charge).map(refundState),
    approvals: ledger.approvals.filter((approval) => approval.charge === charge).map(approvalState),
  }));

const refundState = (refund: ModelRefund) => ({
  id: refund.id,
  amount: refund.amount,
  status: refund.status,
  pendingReason: refund.pendingReason,
  failureReason: refund.failureReason,
  email: refund.email,
  fee: refund.fee,
  transfer: refund.transfer,
  balance: balanceOf(refund),
  hasReference: refund.hasReference,
  metadata: sorted(refund.metadata),
  events: refund.events,
  createdBy: refund.createdBy,
  replaces: refund.replaces,
  lines: refund.lines,
  counted: refund.counted,
});

const approvalState = ({ id, amount, status, requestedBy, decidedBy, note, refund }: ModelApproval) => ({
  id,
  amount,
  status,
  requestedBy,
  decidedBy,
  note,
  refund: refund?.id ?? null,
});

type State = ReturnType<typeof modelState>[number];
/** The state as JSON, where metadata is an object. */
type JsonState = Omit<State, 'refunds'> & {
  readonly refunds: readonly (Omit<State['refunds'][number], 'metadata'> & {
    readonly metadata: Readonly<Record<string, string>>;
  })[];
};

/** The same state from the database, read in one statement. */
export async function databaseState(database: Database, ids: readonly string[]): Promise<State[]> {
  const rows = await database.query(sql`
    SELECT json_build_object(
      'id', c.id, 'refunded', c.amount_refunded, 'opening', c.opening_refunded,
      'fee', c.application_fee_refunded, 'transfer', c.transfer_reversed,
      'refunds', COALESCE((
        SELECT json_agg(json_build_object(
          'id', r.id, 'amount', r.amount, 'status', r.status, 'pendingReason', r.pending_reason,
          'failureReason', r.failure_reason, 'email', r.instructions_email,
          'fee', COALESCE(f.amount, 0), 'transfer', COALESCE(t.amount, 0),
          'balance', COALESCE(out.amount, 0) + COALESCE(back.amount, 0),
          'hasReference', r.destination_card_reference IS NOT NULL, 'metadata', r.metadata,
          'events', (SELECT json_agg(concat_ws(' ', e.type, e.status, COALESCE(e.actor, 'null')) ORDER BY e.position)
            FROM refund_event e WHERE e.refund_id = r.id),
          'replaces', r.replaces_id,
          'lines', (SELECT json_agg((line->>'amount')::bigint ORDER BY number) FROM jsonb_array_elements(r.lines) WITH ORDINALITY l(line, number)),
          'createdBy', r.created_by, 'counted', r.counted_on IS NOT NULL) ORDER BY r.created, r.id)
        FROM refund r
        LEFT JOIN application_fee_refund f ON f.id = r.application_fee_refund_id
        LEFT JOIN transfer_reversal t ON t.id = r.transfer_reversal_id
        LEFT JOIN balance_transaction out ON out.id = r.balance_transaction_id
        LEFT JOIN balance_transaction back ON back.id = r.failure_balance_transaction_id
        WHERE r.charge_id = c.id), '[]'),
      'approvals', COALESCE((
        SELECT json_agg(json_build_object('id', a.id, 'amount', a.amount, 'status', a.status,
          'requestedBy', a.requested_by, 'decidedBy', a.decided_by, 'note', a.decision_note, 'refund', a.refund_id)
          ORDER BY a.id)
        FROM refund_approval_now a WHERE a.charge_id = c.id), '[]'))
    FROM charge c WHERE c.id = ANY(${ids}) ORDER BY c.created`);
  return rows.map(([json]) => {
    const state = json as JsonState;
    const refunds = state.refunds.map((refund) => ({
      ...refund,
      metadata: sorted(Object.entries(refund.metadata)),
    }));
    return { ...state, refunds };
  });
}

/** What callers have refunded in each day, from the model. */
export const modelDays = ({ days }: Ledger): string[] =>
  [...days].map(([name, { amount, count }]) => `${name}: ${count} of ${amount}`).sort();

/** The same days from the database: those of this run. */
export async function databaseDays(database: Database, since: Date): Promise<string[]> {
  const rows = await database.query(sql`
    SELECT concat(caller, ' ', currency, ' ', day, ': ', count, ' of ', amount) FROM caller_day
    WHERE day >= ${since.toISOString().slice(0, 10)}`);
  return rows.map(([day]) => `${day}`).sort();
}
