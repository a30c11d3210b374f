import pg from 'pg';
import { beforeAll } from 'vitest';
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
] as const;
export type Table = (typeof tables)[number];

const keyOf: Partial<Record<Table, string>> = {
  idempotency_key: 'key',
  block_list_entry: 'value',
  refund_task: 'refund_id',
};
const keyColumn = (table: Table): string => keyOf[table] ?? 'id';

/** A good row of each table, made once for a file; what the database refuses is tried on copies with one fault. */
export function goodRows() {
  const verbs = testVerbs();
  let withoutTask = '';
  let lastPosition = 1_000_000_000; // far from those of real events
  /** The key of each good row. */
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

  /** Inserts a copy of the good row of a table, with a key of its own and some values changed. */
  function copyStatement(table: Table, changes: object): [string, unknown[]] {
    const column = keyColumn(table);
    // What is unique in the good row must not be the reason.
    const own = {
      [column]: testId('copy'),
      ...(table === 'refund_event' && { position: ++lastPosition }),
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
