import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { DatabaseUnavailableError } from '../../../src/database/retry.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';

const logged: object[] = [];
const gateway = testGateway({ logged });

const refundsWhere = async (filter: string) => {
  const { data, errors } = await gateway.query(
    `{ refunds(filter: ${filter}) { nodes { amount } totalCount } }`,
  );
  expect(errors).toBeUndefined();
  return data.refunds.nodes.map(({ amount }: { amount: number }) => amount);
};

async function chargeWithRefunds(): Promise<Charge> {
  const charge = await insertCharge(gateway.database);
  await insertRefund(gateway.database, charge, { amount: 10n, metadata: { order: '1', shop: 'a' } });
  await insertRefund(gateway.database, charge, { amount: 20n, metadata: { order: '2' } });
  await insertRefund(gateway.database, charge, {
    amount: 30n,
    instructionsEmail: `${charge.id}@example.com`,
    reason: 'duplicate',
  });
  return charge;
}

test('refunds are filtered by currency, amount, metadata and instructions e-mail', async () => {
  const { id } = await chargeWithRefunds();
  const amountsWhere = (filter: string) => refundsWhere(`{ charge: "${id}", ${filter} }`);
  expect(await amountsWhere('currency: ["usd"]')).toHaveLength(3);
  expect(await amountsWhere('currency: ["eur"]')).toEqual([]);
  expect(await amountsWhere('currency: []')).toEqual([]);
  expect((await amountsWhere('amount: { gte: 20 }')).sort()).toEqual([20, 30]);
  expect(await amountsWhere('amount: { gte: 11, lte: 29 }')).toEqual([20]);
  expect((await amountsWhere('metadata: { key: "order" }')).sort()).toEqual([10, 20]);
  expect(await amountsWhere('metadata: { key: "order", value: "2" }')).toEqual([20]);
  expect(await amountsWhere('metadata: { key: "order", value: "3" }')).toEqual([]);
  expect(await amountsWhere(`instructionsEmail: "${id}@example.com"`)).toEqual([30]);
});

test('refundSummary counts and sums the refunds of the list by status, reason or day, in this order', async () => {
  const charge = await chargeWithRefunds();
  const { id } = charge;
  await insertRefund(gateway.database, charge, { amount: 5n, created: new Date('2026-01-14T23:59:59.999Z') });
  const summary = async (by: string) => {
    const { data } = await gateway.query(
      `{ refundSummary(filter: { charge: "${id}" }, by: ${by}) { currency status reason day count amount } }`,
    );
    return data.refundSummary;
  };
  const none = { status: null, reason: null, day: null, currency: 'usd' };
  expect(await summary('STATUS')).toEqual([{ ...none, status: 'SUCCEEDED', count: 4, amount: 65 }]);
  expect(await summary('REASON')).toEqual([
    { ...none, reason: 'DUPLICATE', count: 1, amount: 30 },
    { ...none, count: 3, amount: 35 },
  ]);
  expect(await summary('DAY')).toEqual([
    { ...none, day: '2026-01-14', count: 1, amount: 5 },
    { ...none, day: '2026-01-15', count: 3, amount: 60 },
  ]);
});

test('section 5: a refund for fraud puts the card and the e-mail address on the block list, and the charge shows both', async () => {
  const charge = await insertCharge(gateway.database, {
    cardFingerprint: 'fp_thief',
    billingEmail: 'thief@example.com',
  });
  const twin = await insertCharge(gateway.database, {
    cardFingerprint: 'fp_thief',
    billingEmail: 'twin@example.com',
  });
  await gateway.query(
    `mutation { createRefund(input: { charge: "${charge.id}", reason: FRAUDULENT }) { __typename } }`,
  );
  const known = await gateway.database.prisma.blockListEntry.findFirstOrThrow({
    where: { value: 'fp_thief' },
  });
  const older = { id: 'blk_zzz', type: 'email', value: 'twin@example.com', created: new Date(0) } as const;
  await gateway.database.prisma.blockListEntry.create({ data: { ...known, ...older } });
  const { data } = await gateway.query(`{
    blockList(first: 5) { nodes { type value charge { id } refund { reason } } totalCount }
    email: blockList(type: EMAIL, value: "thief@example.com") { nodes { value } }
    twin: charge(id: "${twin.id}") { blockListEntries { type value } }
  }`);
  const entry = { charge: { id: charge.id }, refund: { reason: 'FRAUDULENT' } };
  expect(data.blockList.nodes).toEqual(
    expect.arrayContaining([
      { ...entry, type: 'CARD_FINGERPRINT', value: 'fp_thief' },
      { ...entry, type: 'EMAIL', value: 'thief@example.com' },
    ]),
  );
  expect(data.email.nodes).toEqual([{ value: 'thief@example.com' }]);
  // The oldest first.
  expect(data.twin.blockListEntries).toEqual([
    { type: 'EMAIL', value: 'twin@example.com' },
    { type: 'CARD_FINGERPRINT', value: 'fp_thief' },
  ]);
});

describe('section 5: blank e-mail addresses and fingerprints, which older versions stored,', () => {
  const entriesOf = async (values: Partial<Charge>) => {
    const { id } = await insertCharge(gateway.database, values);
    const { data, errors } = await gateway.query(
      'query ($id: ID!) { charge(id: $id) { blockListEntries { type value } } }',
      { id },
    );
    expect(errors).toBeUndefined();
    return data.charge.blockListEntries;
  };

  test('match no entry of the block list, and are listed for the operator', async () => {
    const { database } = gateway;
    const charge = await insertCharge(database);
    const refund = await insertRefund(database, charge, { reason: 'fraudulent' });
    const common = { chargeId: charge.id, created: refund.created, refundId: refund.id };
    for (const type of ['email', 'card_fingerprint'] as const)
      for (const value of ['', ' '])
        await database.prisma.blockListEntry.create({ data: { ...common, id: testId('blk'), type, value } });
    const known = { type: 'email' as const, value: `${testId('thief')}@example.com` };
    await database.prisma.blockListEntry.create({ data: { ...common, id: testId('blk'), ...known } });

    for (const blank of ['', ' ']) {
      expect(await entriesOf({ billingEmail: blank, cardFingerprint: blank })).toEqual([]);
      expect(await entriesOf({ billingEmail: known.value, cardFingerprint: blank })).toEqual([
        { type: 'EMAIL', value: known.value },
      ]);
      const { data } = await gateway.query(
        `query ($value: String) { blockList(value: $value) { nodes { value } totalCount }
          emails: blockList(type: EMAIL, value: $value) { nodes { value } } }`,
        { value: blank },
      );
      expect(data).toEqual({ blockList: { nodes: [], totalCount: 0 }, emails: { nodes: [] } });
    }
    const { data } = await gateway.query('{ blockList(first: 100) { nodes { value charge { id } } } }');
    expect(data.blockList.nodes).toContainEqual({ value: ' ', charge: { id: charge.id } });
  });

  test.each(['', ' '])('are no address to ask for bank details: %j', async (billingEmail) => {
    const method = { paymentMethodType: 'konbini', currency: 'jpy' };
    const { id } = await insertCharge(gateway.database, { ...method, billingEmail });
    const ERROR = '__typename ... on RefundError { code param }';
    const { data, errors } = await gateway.query(
      `query ($id: ID!) {
        charge(id: $id) { refundability { requiresInstructionsEmail } }
        refundPreview(input: { charge: $id }) { ${ERROR} } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const missing = {
      __typename: 'InvalidParameterError',
      code: 'PARAMETER_MISSING',
      param: 'instructionsEmail',
    };
    expect(data).toEqual({
      charge: { refundability: { requiresInstructionsEmail: true } },
      refundPreview: missing,
    });
    const { data: created } = await gateway.query(
      `mutation ($id: ID!) { createRefund(input: { charge: $id }) { ${ERROR} } }`,
      { id },
    );
    expect(created.createRefund).toEqual(missing);
  });

  test.each(['', ' ', '\u00a0'])('are refused as an instructionsEmail: %j', async (instructionsEmail) => {
    const method = { paymentMethodType: 'konbini', currency: 'jpy', billingEmail: 'jenny@example.com' };
    const { id: charge } = await insertCharge(gateway.database, method);
    const ERROR = '... on RefundError { code param }';
    const input = { charge, instructionsEmail };
    const invalid = { code: 'PARAMETER_INVALID', param: 'instructionsEmail' };
    const { data: preview } = await gateway.query(
      `query ($input: RefundPreviewInput!) { refundPreview(input: $input) { ${ERROR} } }`,
      { input },
    );
    expect(preview.refundPreview).toEqual(invalid);
    const { data } = await gateway.query(
      `mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ${ERROR} }
        createRefunds(input: { refunds: [$input] }) { results { ${ERROR} } } }`,
      { input },
    );
    expect(data).toEqual({ createRefund: invalid, createRefunds: { results: [invalid] } });
  });
});

test('refundability has every reason why a charge cannot be refunded', async () => {
  const ask = async (values: Partial<Charge>, disputes = false) => {
    const charge = await insertCharge(
      gateway.database,
      values,
      disputes ? [{ status: 'needs_response', isChargeRefundable: false }] : [],
    );
    const { data } = await gateway.query(
      `{ charge(id: "${charge.id}") { refundability {
        refundable amountRefundable amountStep fullOnly requiresInstructionsEmail refusals { code } } } }`,
    );
    const { refusals, ...rest } = data.charge.refundability;
    return { ...rest, refusals: refusals.map(({ code }: { code: string }) => code) };
  };
  const open = { refundable: true, amountRefundable: 1000, amountStep: 1, fullOnly: false };
  expect(await ask({})).toEqual({ ...open, requiresInstructionsEmail: false, refusals: [] });
  expect(await ask({ captured: false })).toMatchObject({ ...open, fullOnly: true });
  expect(await ask({ paymentMethodType: 'konbini', currency: 'jpy' })).toMatchObject({
    requiresInstructionsEmail: true,
  });
  expect(await ask({ currency: 'kwd' })).toMatchObject({ amountStep: 10 });
  expect(await ask({ status: 'failed', disputed: true }, true)).toMatchObject({
    refundable: false,
    amountRefundable: 0,
    refusals: ['CHARGE_NOT_REFUNDABLE', 'CHARGE_DISPUTED'],
  });
});

test('createRefunds returns a result for each refund, and expectedAmountRefundable refuses a stale amount', async () => {
  const charge = await insertCharge(gateway.database);
  const { data } = await gateway.query(
    `mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { results {
      __typename ... on CreateRefundPayload { refund { amount } } ... on AmountRefundableChangedError { amountRefundable } } } }`,
    {
      refunds: [
        { charge: charge.id, amount: 100, expectedAmountRefundable: 1000 },
        { charge: charge.id, amount: 100, expectedAmountRefundable: 1000 },
        { charge: 'ch_no' },
        { charge: charge.id, amount: 200, expectedAmountRefundable: 900 },
      ],
    },
  );
  expect(data.createRefunds.results).toEqual([
    { __typename: 'CreateRefundPayload', refund: { amount: 100 } },
    { __typename: 'AmountRefundableChangedError', amountRefundable: 900 },
    { __typename: 'ResourceMissingError' },
    { __typename: 'CreateRefundPayload', refund: { amount: 200 } },
  ]);
});

test.each([
  [
    'OUTCOME_UNKNOWN after some refunds were created and one was refused',
    1,
    'OUTCOME_UNKNOWN',
    63n,
    ['A refund failed after others of the request were created', 'away'],
  ],
  ['OVERLOADED after all refunds so far were refused', 1001, 'OVERLOADED', 0n, ['away']],
])('if the database fails, createRefunds answers %s', async (_, amount, code, refunded, messages) => {
  const { database } = gateway;
  const charge = await insertCharge(database);
  const { query } = database;
  const reads = vi.spyOn(database, 'query').mockImplementationOnce(query);
  reads.mockRejectedValueOnce(new DatabaseUnavailableError('unreachable', new Error('away')));
  onTestFinished(() => reads.mockRestore());
  const before = logged.length;
  const { errors } = await gateway.query(
    `mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { results { __typename } } }`,
    {
      // A group has at most 64 refunds, so the last refund is in a group of its own.
      refunds: Array.from({ length: 65 }, (_, index) => ({
        charge: charge.id,
        amount: index === 0 ? 1001 : amount,
      })),
    },
  );
  expect(errors).toMatchObject([{ extensions: { code, retryable: true } }]);
  const log = JSON.stringify(logged.slice(before));
  for (const message of messages) expect(log).toContain(`"message":"${message}"`);
  const { amountRefunded } = await database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(amountRefunded).toBe(refunded);
});
