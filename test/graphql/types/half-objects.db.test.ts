import { describe, expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { testId } from '../../support/rows/ledger-rows.js';
import {
  balanceTransactionObject,
  chargeObject,
  imported,
  refundObject,
  type StripeExample,
} from '../../support/rows/stripe-objects.js';

const gateway = testGateway();

/** A document is compiled when it arrives the third time. */
const TIMES = 4;

/** What a selection of an imported refund answers: alone, compiled, in a list and by its id as any object. */
async function answered(values: StripeExample, selection: string) {
  const charge = chargeObject({
    amount_refunded: 100,
    payment_method_details: { type: 'konbini' },
  });
  const refund = refundObject({ charge: charge.id, ...values });
  await imported(gateway.database, [charge, refund]);
  const queries = [
    `query ($id: ID!) { refund(id: $id) { ${selection} } }`,
    `query ($id: ID!) { refund: node(id: $id) { ... on Refund { ${selection} } } }`,
    `query ($id: ID!) { refund(id: $id) { charge { refunds { nodes { ${selection} } } } } }`,
  ];
  const seen = [];
  for (const query of queries)
    for (let time = 1; time <= TIMES; time++) {
      const { data, errors } = await gateway.query(query, { id: refund.id });
      expect(errors, query).toBeUndefined();
      seen.push(data.refund.charge?.refunds?.nodes[0] ?? data.refund);
    }
  const [first, ...others] = seen;
  for (const other of others) expect(other).toEqual(first);
  return first;
}

describe('section 11: of half a next_action, what is there is answered and the rest is null', () => {
  const SELECTION = `id nextAction { type displayDetails { expiresAt emailSent { emailSentAt emailSentTo } } }`;
  const displayed = async (displayDetails: unknown) => {
    const next_action = { type: 'display_details', display_details: displayDetails };
    const { nextAction } = await answered({ status: 'requires_action', next_action }, SELECTION);
    expect(nextAction?.type ?? 'display_details').toBe('display_details');
    return nextAction?.displayDetails;
  };
  const at = 1_767_300_000;
  const AT = '2026-01-01T20:40:00.000Z';
  const to = 'jenny@example.com';

  test.each([
    [
      'no expiry',
      { email_sent: { email_sent_at: at, email_sent_to: to } },
      [null, { emailSentAt: AT, emailSentTo: to }],
    ],
    ['no e-mail', { expires_at: at }, [AT, null]],
    ['an e-mail that is null', { email_sent: null, expires_at: at }, [AT, null]],
    ['an empty e-mail', { email_sent: {}, expires_at: at }, [AT, null]],
    [
      'no time of the e-mail',
      { email_sent: { email_sent_to: to }, expires_at: at },
      [AT, { emailSentAt: null, emailSentTo: to }],
    ],
    [
      'no address',
      { email_sent: { email_sent_at: at }, expires_at: at },
      [AT, { emailSentAt: AT, emailSentTo: null }],
    ],
    [
      'a blank address',
      { email_sent: { email_sent_at: at, email_sent_to: ' ' } },
      [null, { emailSentAt: AT, emailSentTo: null }],
    ],
    [
      'an address alone',
      { email_sent: { email_sent_to: to } },
      [null, { emailSentAt: null, emailSentTo: to }],
    ],
  ])('%s', async (_, details, [expiresAt, emailSent]) => {
    expect(await displayed(details)).toEqual({ expiresAt, emailSent });
  });

  test.each([
    ['without details', undefined],
    ['with details that are null', null],
    ['with empty details', {}],
    ['with a blank address alone', { email_sent: { email_sent_to: '' } }],
  ])('one %s is null, because nothing is there', async (_, details) => {
    expect(await displayed(details)).toBeUndefined();
  });

  test.each([[null], [{}], [{ type: 'display_details' }]])('%j is null', async (next_action) => {
    const { nextAction } = await answered({ status: 'requires_action', next_action }, SELECTION);
    expect(nextAction).toBeNull();
  });

  test('is answered only while the refund waits for the customer', async () => {
    const next_action = { type: 'display_details', display_details: { expires_at: at } };
    expect((await answered({ status: 'pending', next_action }, SELECTION)).nextAction).toBeNull();
  });
});

describe('section 11: of half a destination_details, what is there is answered and the rest is null', () => {
  const SELECTION = 'destinationDetails { type card { type reference referenceStatus referenceType } }';
  const none = { type: null, reference: null, referenceStatus: null, referenceType: null };
  const answer = async (destination_details: unknown) =>
    (await answered({ destination_details }, SELECTION)).destinationDetails;

  test.each([
    ['a card without a type', { type: 'card', card: { reference: '074' } }, { ...none, reference: '074' }],
    [
      'a card with its status alone',
      { type: 'card', card: { reference_status: 'pending' } },
      { ...none, referenceStatus: 'pending' },
    ],
    [
      'a card with the type of its reference alone',
      { type: 'card', card: { reference_type: 'arn' } },
      { ...none, referenceType: 'arn' },
    ],
    ['a card and no type', { card: { type: 'refund' } }, { ...none, type: 'refund' }],
    [
      'a card with its reference alone, and no type',
      { card: { reference: '074' } },
      { ...none, reference: '074' },
    ],
    ['an empty card', { type: 'card', card: {} }, null],
    ['a card that is null', { type: 'card', card: null }, null],
    ['a type alone', { type: 'card' }, null],
  ])('%s', async (_, details, card) => {
    expect(await answer(details)).toEqual({ type: 'card', card });
  });

  test.each([[null], [{}], [{ type: ' ' }], [{ card: {} }]])('%j is null', async (details) => {
    expect(await answer(details)).toBeNull();
  });

  test('another method has no card', async () => {
    expect(await answer({ type: 'sofort', sofort: {} })).toEqual({ type: 'sofort', card: null });
  });
});

test('section 11: what is known by its id only is null or follows from the refund, and is no error', async () => {
  const ids = {
    balance_transaction: testId('txn'),
    failure_balance_transaction: testId('txn'),
    source_transfer_reversal: testId('trr'),
    transfer_reversal: testId('trr'),
  };
  const row = await answered(
    { ...ids, status: 'failed', failure_reason: 'new_reason' },
    `balanceTransaction { id amount fee net type currency created }
     failureBalanceTransaction { id amount fee net }
     transferReversal { id amount created currency } sourceTransferReversal { id amount created currency }
     applicationFeeRefund { id amount } failureReason`,
  );
  expect(row).toEqual({
    balanceTransaction: {
      ...{ id: ids.balance_transaction, amount: -100, fee: 0, net: -100, type: 'refund', currency: 'usd' },
      created: '2026-01-01T00:01:00.000Z',
    },
    failureBalanceTransaction: { id: ids.failure_balance_transaction, amount: 100, fee: 0, net: 100 },
    transferReversal: null,
    sourceTransferReversal: null,
    applicationFeeRefund: null,
    failureReason: 'UNKNOWN',
  });
  const { data, errors } = await gateway.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Object.values(ids),
  });
  expect(errors).toBeUndefined();
  expect(data.nodes.map((node: unknown) => node === null)).toEqual([false, false, true, true]);
});

test('section 11: a charge whose balance transaction is known by its id only has none until it comes', async () => {
  const transaction = balanceTransactionObject({ amount: 1000, fee: 59, net: 941, type: 'charge' });
  const charge = chargeObject({
    balance_transaction: transaction.id,
    payment_method_details: { type: null, card: { last4: '4242' } },
  });
  await imported(gateway.database, [charge]);
  const ask = async () => {
    const { data, errors } = await gateway.query(
      `query ($id: ID!) { charge(id: $id) { balanceTransaction { id net } paymentMethodDetails { type card { brand last4 } } } }`,
      { id: charge.id },
    );
    expect(errors).toBeUndefined();
    return data.charge;
  };
  const paymentMethodDetails = { type: 'card', card: { brand: null, last4: '4242' } };
  expect(await ask()).toEqual({ balanceTransaction: null, paymentMethodDetails });
  await imported(gateway.database, [transaction]);
  expect(await ask()).toEqual({ balanceTransaction: { id: transaction.id, net: 941 }, paymentMethodDetails });
});
