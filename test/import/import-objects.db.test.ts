import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import { ledgerKinds } from '../../src/import/steps/ledger-kinds.js';
import { lockCharges } from '../../src/import/steps/lock-charges.js';
import { readObjects } from '../../src/import/steps/read-objects.js';
import { analyzeStages, createStages } from '../../src/import/steps/staging.js';
import { inTransaction } from '../../src/import/steps/transaction.js';
import { type SentStatement, sentStatementsOf } from '../support/databases/statements.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testId } from '../support/rows/ledger-rows.js';
import {
  balanceTransactionObject,
  CREATED,
  chargeObject,
  disputeObject,
  feeRefundObject,
  importAll,
  imported,
  intentObject,
  ledgerOf,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

const holder = testDatabase();

/** A payment with an object of every kind, and their ids. */
function payment() {
  const [intent, charge, transaction] = [testId('pi'), testId('ch'), testId('txn')];
  const [transfer, fee, reversal] = [testId('tr'), testId('fee'), testId('trr')];
  const objects: StripeExample[] = [
    intentObject({ id: intent, latest_charge: charge }),
    chargeObject({
      id: charge,
      amount_refunded: 100,
      application_fee: fee,
      application_fee_amount: 50,
      balance_transaction: transaction,
      payment_intent: intent,
      transfer,
      transfer_data: { amount: 800, destination: 'acct_1' },
    }),
    balanceTransactionObject({ id: transaction, amount: 1000, fee: 59, net: 941, type: 'charge' }),
    refundObject({ charge, payment_intent: intent, transfer_reversal: reversal }),
    disputeObject({ charge, status: 'won' }),
    transferReversalObject({ id: reversal, transfer }),
    feeRefundObject({ fee }),
  ];
  return { intent, charge, transaction, transfer, fee, reversal, objects };
}

const shuffled = <T>(values: readonly T[], seed: number): T[] =>
  values
    .map((value, index) => [((index + 1) * seed * 7919) % 101, value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);

test('section 11: the ledger holds the values of the objects', async () => {
  const { database } = holder;
  const clock = new TestClock();
  const { charge: id, intent, transaction, transfer, fee, reversal, objects } = payment();
  await imported(database, objects, clock);
  expect(await database.prisma.charge.findUnique({ where: { id } })).toMatchObject({
    amount: 1000n,
    amountCaptured: 1000n,
    amountRefunded: 100n,
    openingRefunded: 0n,
    refundCeiling: 1000n,
    refundsOpen: true,
    disputeBlocks: false,
    revision: 0,
    applicationFeeId: fee,
    applicationFeeAmount: 50n,
    applicationFeeRefunded: 5n,
    transferId: transfer,
    transferAmount: 800n,
    transferReversed: 80n,
    balanceTransactionId: transaction,
    billingEmail: 'jenny@example.com',
    captured: true,
    created: new Date(CREATED * 1000),
    currency: 'usd',
    description: 'An order',
    disputed: false,
    metadata: { order: '6735' },
    paymentIntentId: intent,
    paymentMethodType: 'card',
    cardBrand: 'visa',
    cardLast4: '4242',
    cardFingerprint: 'AOB934RVNwzk6xtn',
    status: 'succeeded',
  });
  const refund = await database.prisma.refund.findFirstOrThrow({
    where: { chargeId: id },
    include: { events: true },
  });
  expect(refund).toMatchObject({
    amount: 100n,
    imported: true,
    paymentIntentId: intent,
    reverseTransfer: true,
    transferReversalId: reversal,
    destinationType: 'card',
    destinationCardType: 'refund',
    status: 'succeeded',
    events: [{ type: 'refund_created', actor: 'import', status: 'succeeded', created: clock.now() }],
  });
  expect(await database.prisma.transferReversal.findUnique({ where: { id: reversal } })).toMatchObject({
    chargeId: id,
    amount: 80n,
  });
  expect(await database.prisma.balanceTransaction.findUnique({ where: { id: transaction } })).toMatchObject({
    amount: 1000n,
    fee: 59n,
    net: 941n,
    type: 'charge',
  });
});

test('section 11: a refund keeps the fields of its payment method', async () => {
  const { database } = holder;
  const charge = chargeObject({ payment_method_details: { type: 'konbini', konbini: { store: null } } });
  const refund = refundObject({
    charge: charge.id,
    status: 'requires_action',
    description: 'Returned',
    instructions_email: 'jenny@example.com',
    metadata: JSON.parse('{"__proto__": "kept", "order": "1"}'),
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: CREATED + 60, email_sent_to: 'jenny@example.com' },
        expires_at: CREATED + 1000,
      },
    },
    reason: 'requested_by_customer',
    receipt_number: '2785-3344',
    destination_details: { type: 'jp_bank_transfer', jp_bank_transfer: { reference: null } },
  });
  await imported(database, [charge, refund]);
  const row = await database.prisma.refund.findUniqueOrThrow({ where: { id: refund.id } });
  expect(row).toMatchObject({
    actionEmailSentAt: new Date((CREATED + 60) * 1000),
    actionEmailSentTo: 'jenny@example.com',
    actionExpiresAt: new Date((CREATED + 1000) * 1000),
    description: 'Returned',
    destinationType: 'jp_bank_transfer',
    instructionsEmail: 'jenny@example.com',
    reason: 'requested_by_customer',
    receiptNumber: '2785-3344',
  });
  expect(Object.entries(row.metadata as object)).toContainEqual(['__proto__', 'kept']);

  const sentAt = CREATED + 120;
  const display_details = { email_sent: { email_sent_at: sentAt, email_sent_to: 'jenny@example.com' } };
  const later = { next_action: { type: 'display_details', display_details }, metadata: { order: '2' } };
  await imported(database, [{ ...refund, ...later }]);
  const change = (field: string, before: number | string, after: number | string | null) => {
    const text = (value: number | string | null) =>
      typeof value === 'number' ? new Date(value * 1000).toISOString() : value;
    return { field, before: text(before), after: text(after) };
  };
  const events = await database.prisma.refundEvent.findMany({
    where: { refundId: refund.id, type: 'refund_updated' },
  });
  expect(events.map(({ changes }) => changes)).toEqual([
    [
      change('actionEmailSentAt', CREATED + 60, sentAt),
      change('actionExpiresAt', CREATED + 1000, null),
      change('metadata.__proto__', 'kept', null),
      change('metadata.order', '1', '2'),
    ],
  ]);
});

test('section 11: a second run changes nothing, not even a revision or an event', async () => {
  const { database } = holder;
  const { objects } = payment();
  const all = [...objects, refundObject({ charge: objects[1]?.['id'], balance_transaction: testId('txn') })];
  await imported(database, all);
  const before = await ledgerOf(database);
  const report = await imported(database, all, new TestClock('2027-01-01T00:00:00Z'));
  expect(await ledgerOf(database)).toEqual(before);
  expect(report.kinds.get('refund')).toEqual({ added: 0, updated: 0, unchanged: 2 });
  expect([...report.kinds.values()].filter(({ added, updated }) => added + updated > 0)).toEqual([]);
});

test('temporary tables that another version left on the connection are replaced', async () => {
  const { pool } = holder.database;
  const stagesOf = async () =>
    (
      await pool.query(
        `SELECT attname FROM pg_attribute WHERE attrelid = 'pg_temp.import_fault'::regclass AND attnum > 0`,
      )
    ).rows.map(({ attname }) => attname);
  await pool.query('DROP TABLE IF EXISTS pg_temp.import_fault; CREATE TEMP TABLE import_fault (older int)');
  expect(await stagesOf(), 'the statements run on one connection').toEqual(['older']);
  await imported(holder.database, [chargeObject()]);
  expect(await stagesOf()).toEqual(['line', 'why', 'id']);
});

test('an import sends what its file has in prepared statements, and nothing for what it does not have', async () => {
  const { database } = holder;
  const charge = chargeObject();
  const lines = [charge, refundObject({ charge: charge.id })].map((object) => JSON.stringify(object));
  const sentBy = (skipFaulty: boolean) =>
    sentStatementsOf(() => importObjects(database, lines, { clock: new TestClock(), skipFaulty }));
  const shown = (sent: readonly SentStatement[]) =>
    sent
      .filter(({ values }) => values.length > 0)
      .map(({ name, text }) => name ?? text.trim().split(/\s+/, 3).join(' '));
  const told = ['SELECT coalesce(s.at, f.line', 'SELECT coalesce(s.at, f.line'];
  expect(shown(await sentBy(false))).toEqual([
    'stage_charge',
    'stage_refund',
    'stage_said',
    'import_totals',
    'import_write_events',
    'UPDATE refund_task t',
    ...told,
  ]);
  const again = await sentBy(true);
  expect(shown(again)).toEqual([
    'stage_charge',
    'stage_refund',
    'stage_said',
    'stage_sources',
    'import_totals',
    'UPDATE refund_task t',
    ...told,
  ]);
  // The connection has the temporary tables of the first import, and there are no faults to leave out.
  expect(again.filter(({ text }) => /^(CREATE|DROP)|import_bad_object SELECT/.test(text))).toEqual([]);
  lines[0] = JSON.stringify({ ...charge, description: 'Another' });
  const changed = await sentBy(false);
  expect(changed.filter(({ text }) => text.startsWith('INSERT INTO import_warning'))).toEqual([]);
});

/** What a query finds on the connection of an import whose file is read, and whose charges are locked. */
async function duringImport(objects: readonly StripeExample[], query: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  await inTransaction(holder.database.pool, false, async (connection) => {
    await createStages(connection);
    const lines = objects.map((object) => JSON.stringify(object));
    await readObjects(connection, lines, false, () => {});
    await analyzeStages(connection);
    await lockCharges(connection);
    found.push(...(await connection.query(query)).rows);
    return { outcome: 'refused', lines: 0, unit: 'line', faults: [], faultCount: 0 };
  });
  return found;
}

test('an import has settings of its own, which are for much work instead of for a request', async () => {
  const query = `
    SELECT json_object_agg(name, setting) AS settings, coalesce(bool_or('lz4' = ANY (enumvals)), false) AS lz4
    FROM pg_settings WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'jit',
      'cursor_tuple_fraction', 'transaction_isolation', 'default_toast_compression')`;
  const [row] = (await duringImport([], query)) as [{ readonly settings: unknown; readonly lz4: boolean }];
  expect(row.settings).toEqual({
    statement_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    jit: 'off',
    cursor_tuple_fraction: '1',
    transaction_isolation: 'read committed',
    default_toast_compression: row.lz4 ? 'lz4' : 'pglz',
  });
});

test('an import has statistics of the columns by which it joins what it has read', async () => {
  const sum = { object: 'transfer', id: 'tr_1', amount: 1, amount_reversed: 0, currency: 'usd' };
  const query = `
    SELECT tablename AS name, array_agg(attname::text ORDER BY attname::text COLLATE "C") AS columns FROM pg_stats
    WHERE schemaname LIKE 'pg_temp%' AND tablename LIKE 'import%' GROUP BY 1`;
  const rows = (await duringImport([...payment().objects, sum], query)) as {
    name: string;
    columns: unknown;
  }[];
  const columnsOf = Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
  const tables = ['affected', 'sum', ...ledgerKinds.map(({ object }) => object)].map(
    (name) => `import_${name}`,
  );
  expect(Object.keys(columnsOf).toSorted()).toEqual(tables.toSorted());
  const references = [
    'application_fee_id',
    'balance_transaction_id',
    'id',
    'line',
    'payment_intent_id',
    'transfer_id',
  ];
  expect(columnsOf).toMatchObject({ import_charge: references });
});

test('an import finds the file of a line by an index', async () => {
  const query = `SELECT indexdef FROM pg_indexes WHERE schemaname LIKE 'pg_temp%' AND tablename = 'import_file'`;
  const index = { indexdef: expect.stringMatching(/USING btree \(before\)$/) };
  expect(await duringImport([], query)).toEqual([index]);
});

test('section 11: the order of the lines does not matter', async () => {
  const { database } = holder;
  const { objects, charge } = payment();
  await imported(database, shuffled(objects, 3));
  const before = await ledgerOf(database);
  for (const seed of [5, 11]) await imported(database, shuffled(objects, seed));
  expect(await ledgerOf(database)).toEqual(before);
  expect(await database.prisma.charge.findUnique({ where: { id: charge } })).toMatchObject({
    applicationFeeRefunded: 5n,
    transferReversed: 80n,
    amountRefunded: 100n,
  });
});

test('section 11: an object whose id is known is updated and counted', async () => {
  const { database } = holder;
  const charge = chargeObject({ status: 'pending' });
  const refund = refundObject({ charge: charge.id, status: 'pending', pending_reason: 'charge_pending' });
  await imported(database, [charge, refund]);
  const report = await imported(database, [
    { ...charge, status: 'succeeded' },
    { ...refund, status: 'succeeded', pending_reason: undefined },
  ]);
  expect(report.kinds.get('charge')).toEqual({ added: 0, updated: 1, unchanged: 0 });
  expect(await database.prisma.charge.findUnique({ where: { id: charge.id } })).toMatchObject({
    status: 'succeeded',
    revision: 1,
    amountRefunded: 100n,
  });
  const events = await database.prisma.refundEvent.findMany({
    where: { refundId: refund.id },
    orderBy: { position: 'asc' },
  });
  expect(events).toMatchObject([
    { type: 'refund_created', status: 'pending' },
    {
      type: 'refund_updated',
      status: 'succeeded',
      actor: 'import',
      changes: expect.arrayContaining([{ field: 'status', before: 'pending', after: 'succeeded' }]),
    },
  ]);
});

test('section 11: a revision counts changes of the columns that refunds are decided on, and no others', async () => {
  const { database } = holder;
  const charge = chargeObject();
  await imported(database, [charge]);
  const revisionAfter = async (values: StripeExample) => {
    await imported(database, [{ ...charge, ...values }]);
    return (await database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).revision;
  };
  expect(await revisionAfter({ description: 'Another', metadata: {} })).toBe(0);
  expect(await revisionAfter({ disputed: true })).toBe(1);
  expect(await revisionAfter({ disputed: false })).toBe(2);
  expect(await revisionAfter({ amount_refunded: 10 })).toBe(3);
  // The processor tells by the card how a refund starts.
  const card = { ...charge.payment_method_details.card, last4: '7726' };
  expect(await revisionAfter({ amount_refunded: 10, payment_method_details: { type: 'card', card } })).toBe(
    4,
  );
});

test('section 11: other kinds are skipped and counted; empty lines are ignored', async () => {
  const report = await importAll(holder.database, [
    { object: 'customer', id: 'cus_1' },
    '',
    '  ',
    { object: 'customer', id: 'cus_2' },
    { object: 'application_fee', id: 'fee_1' },
    { object: 'no name\n', id: 'x' },
  ]);
  expect(report).toMatchObject({
    outcome: 'imported',
    lines: 6,
    skipped: new Map([
      ['customer', 2],
      ['application_fee', 1],
      ['others', 1],
    ]),
  });
});

test('section 11: if an id appears twice, the later line wins', async () => {
  const { database } = holder;
  const charge = chargeObject();
  await imported(database, [
    { ...charge, description: 'first' },
    intentObject(),
    { ...charge, description: 'last' },
  ]);
  expect(await database.prisma.charge.findUnique({ where: { id: charge.id } })).toMatchObject({
    description: 'last',
  });
});

test('section 11: a reference can be expanded to a complete object or to a stub', async () => {
  const { database } = holder;
  const intent = intentObject();
  const charge = chargeObject({ payment_intent: { ...intent, description: 'expanded' } });
  const transaction = balanceTransactionObject({ type: 'refund', fee: 10, net: -110 });
  const refund = refundObject({
    charge: { id: charge.id, object: 'charge' },
    payment_intent: intent.id,
    balance_transaction: transaction,
  });
  const { kinds } = await imported(database, [charge, refund]);
  const added = { added: 1, updated: 0, unchanged: 0 };
  expect([kinds.get('payment_intent'), kinds.get('balance_transaction')]).toEqual([added, added]);
  expect(await database.prisma.refund.findUnique({ where: { id: refund.id } })).toMatchObject({
    chargeId: charge.id,
    paymentIntentId: intent.id,
    balanceTransactionId: transaction.id,
  });
  expect(
    await database.prisma.balanceTransaction.findUnique({ where: { id: transaction.id } }),
  ).toMatchObject({
    fee: 10n,
  });
  // A line of its own wins over the same object expanded in another.
  await imported(database, [{ ...intent, description: 'own line' }, charge]);
  expect(await database.prisma.paymentIntent.findUnique({ where: { id: intent.id } })).toMatchObject({
    description: 'own line',
  });
});

test('rule 1.2: a refund that names only a payment intent belongs to its newest charge that did not fail', async () => {
  const { database } = holder;
  const intent = intentObject();
  const [older, newest, failed] = [
    chargeObject({ payment_intent: intent.id, created: CREATED }),
    chargeObject({ payment_intent: intent.id, created: CREATED + 10 }),
    chargeObject({
      payment_intent: intent.id,
      created: CREATED + 20,
      status: 'failed',
      captured: false,
      amount_captured: 0,
    }),
  ];
  const refund = refundObject({ payment_intent: intent.id });
  await imported(database, [refund, failed, newest, older, intent]);
  expect(await database.prisma.refund.findUnique({ where: { id: refund.id } })).toMatchObject({
    chargeId: newest.id,
  });
  // It stays with that charge when a newer one is imported.
  await imported(database, [chargeObject({ payment_intent: intent.id, created: CREATED + 30 }), refund]);
  expect(await database.prisma.refund.findUnique({ where: { id: refund.id } })).toMatchObject({
    chargeId: newest.id,
  });
});

test('section 11: a balance transaction known only by its id follows from the refund until it is imported itself', async () => {
  const { database } = holder;
  const charge = chargeObject({ balance_transaction: testId('txn') });
  const refund = refundObject({
    charge: charge.id,
    status: 'failed',
    failure_reason: 'declined',
    balance_transaction: testId('txn'),
    failure_balance_transaction: testId('txn'),
  });
  await imported(database, [refund, charge]);
  const transaction = (id: unknown) =>
    database.prisma.balanceTransaction.findUnique({ where: { id: String(id) } });
  const made = { created: new Date(refund.created * 1000), currency: 'usd', fee: 0n };
  expect(await transaction(refund.balance_transaction)).toMatchObject({
    ...made,
    amount: -100n,
    net: -100n,
    type: 'refund',
  });
  expect(await transaction(refund['failure_balance_transaction' as never])).toMatchObject({
    ...made,
    amount: 100n,
    net: 100n,
    type: 'refund_failure',
  });
  expect(await transaction(charge.balance_transaction)).toBeNull();

  const real = balanceTransactionObject({ id: refund.balance_transaction, amount: -100, fee: 7, net: -107 });
  const report = await imported(database, [real]);
  expect(report.kinds.get('balance_transaction')).toEqual({ added: 0, updated: 1, unchanged: 0 });
  await imported(database, [refund]);
  expect(await transaction(refund.balance_transaction)).toMatchObject({ fee: 7n, net: -107n });
});

test('section 11: unknown reasons become unknown or null', async () => {
  const { database } = holder;
  const charge = chargeObject();
  const [failed, pending] = [
    refundObject({ charge: charge.id, status: 'failed', failure_reason: 'gone_to_the_moon' }),
    refundObject({ charge: charge.id, status: 'pending', pending_reason: 'full_moon' }),
  ];
  await imported(database, [charge, failed, pending]);
  expect(await database.prisma.refund.findUnique({ where: { id: failed.id } })).toMatchObject({
    failureReason: 'unknown',
  });
  expect(await database.prisma.refund.findUnique({ where: { id: pending.id } })).toMatchObject({
    pendingReason: null,
  });
});

test('section 11: charges of older API versions are understood', async () => {
  const { database } = holder;
  const [bySource, byBank, byEmail] = [
    chargeObject({
      amount_captured: undefined,
      payment_method_details: undefined,
      source: { object: 'card', brand: 'Visa', last4: '1881', fingerprint: 'fp' },
    }),
    chargeObject({
      payment_method_details: {
        type: 'us_bank_account',
        us_bank_account: { last4: '6789', fingerprint: 'x' },
      },
    }),
    chargeObject({
      payment_method_details: null,
      billing_details: { email: null },
      receipt_email: 'r@example.com',
    }),
  ];
  await imported(database, [bySource, byBank, byEmail]);
  const charge = (id: string) => database.prisma.charge.findUnique({ where: { id } });
  expect(await charge(bySource.id)).toMatchObject({
    amountCaptured: 1000n,
    paymentMethodType: 'card',
    cardBrand: 'Visa',
    cardLast4: '1881',
    cardFingerprint: 'fp',
  });
  expect(await charge(byBank.id)).toMatchObject({ paymentMethodType: 'us_bank_account', cardLast4: null });
  expect(await charge(byEmail.id)).toMatchObject({ paymentMethodType: null, billingEmail: 'r@example.com' });
});

test('rule 1.8: an imported dispute updates whether its charge can be refunded', async () => {
  const { database } = holder;
  const charge = chargeObject({ disputed: true });
  await imported(database, [charge]);
  const facts = () => database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(await facts()).toMatchObject({ disputeBlocks: true, refundsOpen: false });
  const dispute = disputeObject({
    charge: charge.id,
    status: 'warning_needs_response',
    is_charge_refundable: true,
  });
  await imported(database, [dispute]);
  expect(await facts()).toMatchObject({ disputeBlocks: false, refundsOpen: true, revision: 1 });
  await imported(database, [{ ...dispute, status: 'needs_response', is_charge_refundable: false }]);
  expect(await facts()).toMatchObject({ disputeBlocks: true, refundsOpen: false, revision: 2 });
  await imported(database, [{ ...dispute, status: 'won', is_charge_refundable: false }]);
  expect(await facts()).toMatchObject({ disputeBlocks: false, refundsOpen: true, revision: 3 });
});
