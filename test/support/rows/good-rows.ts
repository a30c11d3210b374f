import pg from 'pg';
import { beforeAll } from 'vitest';
import { newApproval } from '../gateways/ask-for-approval.js';
import { testVerbs } from '../gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from './ledger-rows.js';

export const tables = [
  'payment_intent',
  'charge',
  'dispute',
  'refund',
  'refund_event',
  'balance_transaction',
  'transfer_reversal',
  'application_fee_refund',
  'idempotency_key',
  'block_list_entry',
  'refund_task',
  'refund_approval',
  'refund_approval_event',
] as const;
export type Table = (typeof tables)[number];

const EVENTS: readonly Table[] = ['refund_event', 'refund_approval_event'];
const keyOf: Partial<Record<Table, string>> = {
  idempotency_key: 'key',
  block_list_entry: 'value',
  refund_task: 'refund_id',
};
const keyColumn = (table: Table): string => keyOf[table] ?? 'id';

/** Creates one valid row of each table, once for a file. Tests insert copies with one fault, which must be refused. */
export function goodRows() {
  const verbs = testVerbs();
  let withoutTask = '';
  let lastPosition = 1_000_000_000; // far from the positions of real events
  /** The key of each valid row. */
  const good = {} as Record<Table, string>;
  beforeAll(async () => {
    const { database } = verbs;
    good.payment_intent = (await insertPaymentIntent(database)).id;
    const charge = await insertCharge(
      database,
      {
        paymentIntentId: good.payment_intent,
        applicationFeeAmount: 100n,
        transferAmount: 500n,
        billingEmail: `${testId('jenny')}@example.com`,
      },
      [{ status: 'won', isChargeRefundable: false }],
    );
    good.charge = charge.id;
    good.idempotency_key = testId('key');
    const refund = await verbs.refund({
      charge: charge.id,
      amount: 400n,
      reason: 'fraudulent',
      refundApplicationFee: true,
      reverseTransfer: true,
      idempotencyKey: good.idempotency_key,
    });
    good.refund = refund.id;
    good.balance_transaction = refund.balanceTransactionId ?? '';
    good.transfer_reversal = refund.transferReversalId ?? '';
    good.application_fee_refund = refund.applicationFeeRefundId ?? '';
    good.refund_event = (await verbs.eventsOf(refund.id))[0]?.id ?? '';
    good.dispute = (await database.prisma.dispute.findFirstOrThrow()).id;
    good.refund_task = refund.id;
    withoutTask = (await insertRefund(database, await insertCharge(database))).id;
    good.block_list_entry = charge.billingEmail ?? '';
    good.refund_approval = (await newApproval(verbs.as('anna'), { charge: charge.id, amount: 1n })).id;
    good.refund_approval_event = (await database.prisma.refundApprovalEvent.findFirstOrThrow()).id;
  });

  /** The error with which the database refuses a statement. */
  async function refusalOf(statement: string, values: unknown[] = []): Promise<pg.DatabaseError> {
    const error = await verbs.database.pool.query(statement, values).then(
      () => new Error('The database accepted it'),
      (thrown: unknown) => thrown,
    );
    if (error instanceof pg.DatabaseError) return error;
    throw error;
  }

  /** The statement that inserts a copy of a table's valid row, with its own key and some changed values. */
  function copyStatement(table: Table, changes: object): [string, unknown[]] {
    const column = keyColumn(table);
    // Unique values differ from the valid row, so that they cannot be the reason for a refusal.
    const own = {
      [column]: testId('copy'),
      ...(EVENTS.includes(table) && { position: ++lastPosition }),
      ...(table === 'refund_task' && { refund_id: withoutTask }),
      ...(table === 'block_list_entry' && { id: testId('blk') }),
      ...(table === 'refund' && { application_fee_refund_id: null }),
    };
    return [
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $2::jsonb)).* FROM ${table} t WHERE ${column} = $1`,
      [good[table], JSON.stringify({ ...own, ...changes })],
    ];
  }

  return { good, refusalOf, copyStatement, verbs };
}
