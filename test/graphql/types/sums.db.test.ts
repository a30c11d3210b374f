import { getNullableType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();
const LARGEST = 9_007_199_254_740_991n; // 2^53 - 1
const BEYOND = 1_025n; // so many of the largest amounts are more than 2^63

/** A document is compiled when it arrives the third time. */
const TIMES = 4;

/** A payment intent whose charges are refunded in full, and a filter that finds its refunds. */
async function refunded(count: bigint, currency = 'idr') {
  const { database } = gateway;
  const { id: intent } = await insertPaymentIntent(database, { currency });
  const instructionsEmail = `${testId('sum')}@example.com`;
  const charge = await insertCharge(database, { amount: LARGEST, currency, paymentIntentId: intent });
  const refund = await insertRefund(database, charge, { amount: LARGEST, instructionsEmail });
  // Copies of both, because Prisma would send thousands of rows as parameters.
  const others = `, generate_series(2, ${count}) n WHERE row.id = $1`;
  await database.pool.query(
    `INSERT INTO charge SELECT (jsonb_populate_record(row, jsonb_build_object('id', row.id || n))).* FROM charge row${others}`,
    [charge.id],
  );
  await database.pool.query(
    `INSERT INTO refund SELECT (jsonb_populate_record(row, jsonb_build_object('id', row.id || n,
      'charge_id', row.charge_id || n))).* FROM refund row${others}`,
    [refund.id],
  );
  return { intent, filter: { instructionsEmail }, refund: refund.id };
}

const tooLarge = (...path: (string | number)[]) => ({
  path,
  message: `The sum is more than 2^53 - 1. Select ${path.at(-1)}Formatted to see it.`,
  extensions: { code: 'TOTAL_TOO_LARGE', requestId: expect.any(String) },
});

const INTENT = `query ($id: ID!) { paymentIntent(id: $id) {
  id amountRefunded amountRefundedFormatted german: amountRefundedFormatted(locale: "de-DE") } }`;
const SUMMARY = `query ($filter: RefundFilter) { refundSummary(filter: $filter, by: STATUS) {
  currency status count amount amountFormatted german: amountFormatted(locale: "de-DE") } }`;

describe('section 2: a total beyond 2^53 is null with an error of its own', () => {
  test.each([
    [2n, 'IDR 180,143,985,094,819.82', '180.143.985.094.819,82 IDR'],
    [BEYOND, 'IDR 92,323,792,361,095,157.75', '92.323.792.361.095.157,75 IDR'],
  ])('of %d charges of a payment intent, compiled and not', async (count, formatted, german) => {
    const { intent: id } = await refunded(count);
    for (let time = 1; time <= TIMES; time++) {
      const { data, errors } = await gateway.query(INTENT, { id });
      expect(errors, `time ${time}`).toEqual([
        { ...tooLarge('paymentIntent', 'amountRefunded'), locations: expect.anything() },
      ]);
      expect(spaces(data.paymentIntent)).toEqual({
        id,
        amountRefunded: null,
        amountRefundedFormatted: formatted,
        german,
      });
    }
  });

  test.each([
    [2n, 'IDR 180,143,985,094,819.82', '180.143.985.094.819,82 IDR'],
    [BEYOND, 'IDR 92,323,792,361,095,157.75', '92.323.792.361.095.157,75 IDR'],
  ])('of %d refunds in a summary, compiled and not', async (count, formatted, german) => {
    const { filter } = await refunded(count);
    const charge = await insertCharge(gateway.database, { currency: 'usd' });
    await insertRefund(gateway.database, charge, { amount: 5n, ...filter });
    for (let time = 1; time <= TIMES; time++) {
      const { data, errors } = await gateway.query(SUMMARY, { filter });
      expect(errors, `time ${time}`).toMatchObject([tooLarge('refundSummary', 0, 'amount')]);
      expect(data.refundSummary.map(spaces)).toEqual([
        { ...succeeded('idr', Number(count)), amount: null, amountFormatted: formatted, german },
        { ...succeeded('usd', 1), amount: 5, amountFormatted: '$0.05', german: '0,05 $' },
      ]);
    }
  });

  test('through a list and a node, each object for itself', async () => {
    const large = await refunded(2n);
    const small = await refunded(1n);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) {
      ... on PaymentIntent { amountRefunded }
      ... on Refund { paymentIntent { amountRefunded refunds { totalCount nodes { amount charge { amountRefunded } } } } } } }`;
    const ids = [large.intent, small.intent, large.refund];
    const { data, errors } = await gateway.query(query, { ids });
    expect(errors).toMatchObject([
      tooLarge('nodes', 0, 'amountRefunded'),
      tooLarge('nodes', 2, 'paymentIntent', 'amountRefunded'),
    ]);
    const all = { amount: Number(LARGEST), charge: { amountRefunded: Number(LARGEST) } };
    expect(data.nodes).toEqual([
      { amountRefunded: null },
      { amountRefunded: Number(LARGEST) },
      { paymentIntent: { amountRefunded: null, refunds: { totalCount: 2, nodes: [all, all] } } },
    ]);
  });

  test('in an event of a subscription, and in the answer to a mutation', async () => {
    const { intent } = await refunded(2n);
    const charge = await insertCharge(gateway.database, { currency: 'idr', paymentIntentId: intent });
    const stream = await openStream(
      url(),
      `subscription ($of: RefundEventFilter) { refundEvents(filter: $of) {
        refund { amount paymentIntent { amountRefunded amountRefundedFormatted } } } }`,
      { of: { charge: charge.id } },
    );
    const { data, errors } = await gateway.query(
      `mutation ($input: CreateRefundInput!) { createRefund(input: $input) {
        ... on CreateRefundPayload { refund { amount paymentIntent { amountRefunded amountRefundedFormatted } } } } }`,
      { input: { charge: charge.id, amount: 100 } },
    );
    const refund = {
      amount: 100,
      paymentIntent: { amountRefunded: null, amountRefundedFormatted: 'IDR 180,143,985,094,820.82' },
    };
    expect(errors).toMatchObject([tooLarge('createRefund', 'refund', 'paymentIntent', 'amountRefunded')]);
    expect(spaces(data.createRefund.refund)).toEqual(refund);
    const [event] = await stream.take(1);
    stream.cut();
    expect(event?.errors).toMatchObject([
      tooLarge('refundEvents', 'refund', 'paymentIntent', 'amountRefunded'),
    ]);
    expect(spaces(event?.data.refundEvents.refund)).toEqual(refund);
  });
});

test('section 2: the largest single amounts are answered as numbers, also in a preview and in refusals', async () => {
  const charge = await insertCharge(gateway.database, {
    amount: LARGEST,
    applicationFeeAmount: LARGEST,
    applicationFeeId: testId('fee'),
    transferAmount: LARGEST,
    transferId: testId('tr'),
    currency: 'idr',
  });
  const { data, errors } = await gateway.query(
    `query ($id: ID!) {
      charge(id: $id) { amount amountCaptured amountRefundable applicationFeeAmount refundability { amountRefundable } }
      refundPreview(input: { charge: $id, amount: 1, refundApplicationFee: true, reverseTransfer: true }) {
        ... on RefundPreview { amount amountRefundableAfter applicationFeeRefundAmount transferReversalAmount } } }`,
    { id: charge.id },
  );
  const all = Number(LARGEST);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    charge: {
      amount: all,
      amountCaptured: all,
      amountRefundable: all,
      applicationFeeAmount: all,
      refundability: { amountRefundable: all },
    },
    refundPreview: {
      amount: 1,
      amountRefundableAfter: all - 1,
      applicationFeeRefundAmount: 1,
      transferReversalAmount: 1,
    },
  });
});

test('section 2: every amount that can be a sum over several rows is known to the tests above', () => {
  const amounts = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => String(getNullableType(field.type)) === 'SafeInt');
  const sums = amounts.filter(({ field }) => field.description?.startsWith('The sum of'));
  expect(sums.map(({ type, field }) => `${type.name}.${field.name}: ${field.type}`).toSorted()).toEqual([
    'PaymentIntent.amountRefunded: SafeInt',
    'RefundSummaryRow.amount: SafeInt',
  ]);
  for (const { type, field } of sums)
    expect(`${type.getFields()[`${field.name}Formatted`]?.type}`).toBe('String!');
  // Each of the others is one amount that an import or createRefund has read as a SafeInt, what is left of one,
  // or a limit of POLICY_FILE, which is read as one too.
  expect(
    amounts
      .filter((one) => !sums.includes(one))
      .map(({ type, field }) => `${type.name}.${field.name}`)
      .toSorted(),
  ).toMatchInlineSnapshot(`
    [
      "AmountRefundableChangedError.amountRefundable",
      "AmountTooLargeError.amountRefundable",
      "ApplicationFeeRefund.amount",
      "AuditEntry.amount",
      "BalanceTransaction.amount",
      "BalanceTransaction.fee",
      "BalanceTransaction.net",
      "Charge.amount",
      "Charge.amountCaptured",
      "Charge.amountRefundable",
      "Charge.amountRefunded",
      "Charge.applicationFeeAmount",
      "Dispute.amount",
      "PaymentIntent.amount",
      "PaymentIntent.amountReceived",
      "Refund.amount",
      "RefundApproval.amount",
      "RefundLimit.amountLeftToday",
      "RefundLimit.maxAmount",
      "RefundLimit.maxAmountPerDay",
      "RefundLimitExceededError.left",
      "RefundLimitExceededError.limit",
      "RefundLine.amount",
      "RefundLine.taxAmount",
      "RefundPreview.amount",
      "RefundPreview.amountRefundableAfter",
      "RefundPreview.applicationFeeRefundAmount",
      "RefundPreview.transferReversalAmount",
      "Refundability.amountRefundable",
      "Refundability.amountStep",
      "TransferReversal.amount",
    ]
  `);
});

const succeeded = (currency: string, count: number) => ({ currency, status: 'SUCCEEDED', count });

/** The same value with ordinary spaces in its texts: Intl writes others between a number and its currency. */
function spaces<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/[\u00a0\u202f]/g, ' '));
}
