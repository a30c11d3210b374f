import { describe, expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();

const ERROR = '... on RefundError { code message param }';
const REFUND = 'refund { id amount status metadata charge { id amountRefunded } }';
/** Every member of every result union, with the fields that only this member has. */
const members = {
  createRefund: `... on CreateRefundPayload { idempotentReplay ${REFUND} }
    ... on AmountTooLargeError { amountRefundable charge { id amountRefundable } }
    ... on AmountRefundableChangedError { amountRefundable charge { id amountRefundable } }
    ... on ChargeAlreadyRefundedError { charge { id refunded } }
    ... on ChargeNotRefundableError { charge { id } }
    ... on PaymentIntentNotRefundableError { paymentIntent { id status charges(first: 1) { totalCount } } }`,
  refundPreview: `... on RefundPreview { amount currency status amountRefundableAfter applicationFeeRefundAmount transferReversalAmount charge { id } }
    ... on AmountTooLargeError { amountRefundable charge { id } }
    ... on ChargeAlreadyRefundedError { charge { id } }
    ... on ChargeNotRefundableError { charge { id } }
    ... on PaymentIntentNotRefundableError { paymentIntent { id status charges(first: 1) { totalCount } } }`,
  updateRefundMetadata: `... on UpdateRefundMetadataPayload { ${REFUND} }`,
  cancelRefund: `... on CancelRefundPayload { ${REFUND} } ... on RefundNotCancelableError { refund { id status } }`,
};
async function ask(field: keyof typeof members, input: object) {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`;
  const kind = field === 'refundPreview' ? 'query' : 'mutation';
  const { data, errors } = await gateway.query(
    `${kind} ($input: ${type}) { result: ${field}(input: $input) { __typename ${members[field]} ${ERROR} } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.result;
}
const refusal = (type: string, code: string, param: string | null) => ({
  __typename: type,
  code,
  param,
  message: expect.stringMatching(/\S+ \S+/),
});

describe.each(['createRefund', 'refundPreview'] as const)('section 10: %s answers', (field) => {
  test('its payload if the rules allow the refund', async () => {
    const { id } = await insertCharge(gateway.database, {
      applicationFeeAmount: 100n,
      applicationFeeId: 'fee_1',
    });
    const result = await ask(field, { charge: id, amount: 400, refundApplicationFee: true });
    if (field === 'createRefund')
      expect(result).toEqual({
        __typename: 'CreateRefundPayload',
        idempotentReplay: false,
        refund: {
          id: expect.stringMatching(/^re_/),
          amount: 400,
          status: 'SUCCEEDED',
          metadata: {},
          charge: { id, amountRefunded: 400 },
        },
      });
    else
      expect(result).toEqual({
        __typename: 'RefundPreview',
        amount: 400,
        currency: 'usd',
        status: 'SUCCEEDED',
        amountRefundableAfter: 600,
        applicationFeeRefundAmount: 40,
        transferReversalAmount: null,
        charge: { id },
      });
  });

  test('AmountTooLargeError', async () => {
    const { id } = await insertCharge(gateway.database);
    expect(await ask(field, { charge: id, amount: 1001 })).toEqual({
      ...refusal('AmountTooLargeError', 'AMOUNT_TOO_LARGE', 'amount'),
      message: 'Refund amount ($10.01) is greater than charge amount ($10.00)',
      amountRefundable: 1000,
      charge: { id, ...(field === 'createRefund' && { amountRefundable: 1000 }) },
    });
  });

  test('ChargeAlreadyRefundedError', async () => {
    const { id } = await insertCharge(gateway.database, { amountRefunded: 1000n });
    expect(await ask(field, { charge: id })).toEqual({
      ...refusal('ChargeAlreadyRefundedError', 'CHARGE_ALREADY_REFUNDED', null),
      charge: { id, ...(field === 'createRefund' && { refunded: true }) },
    });
  });

  test('ChargeNotRefundableError for a failed or disputed charge', async () => {
    const { database } = gateway;
    const failed = await insertCharge(database, { status: 'failed', amountCaptured: 0n });
    const disputed = await insertCharge(database, {}, [
      { status: 'needs_response', isChargeRefundable: false },
    ]);
    const type = 'ChargeNotRefundableError';
    expect(await ask(field, { charge: failed.id })).toEqual({
      ...refusal(type, 'CHARGE_NOT_REFUNDABLE', null),
      charge: { id: failed.id },
    });
    expect(await ask(field, { charge: disputed.id })).toEqual({
      ...refusal(type, 'CHARGE_DISPUTED', null),
      charge: { id: disputed.id },
    });
  });

  test('rule 1.2: PaymentIntentNotRefundableError for a payment intent without a successful charge', async () => {
    const { id } = await insertPaymentIntent(gateway.database, { status: 'requires_payment_method' });
    await insertCharge(gateway.database, { paymentIntentId: id, status: 'failed' });
    expect(await ask(field, { paymentIntent: id })).toEqual({
      ...refusal('PaymentIntentNotRefundableError', 'PAYMENT_INTENT_NOT_REFUNDABLE', 'paymentIntent'),
      message: `This PaymentIntent (${id}) does not have a successful charge to refund.`,
      paymentIntent: { id, status: 'REQUIRES_PAYMENT_METHOD', charges: { totalCount: 1 } },
    });
  });

  test('InvalidParameterError for a missing or an invalid parameter', async () => {
    const type = 'InvalidParameterError';
    expect(await ask(field, {})).toEqual(refusal(type, 'PARAMETER_MISSING', null));
    expect(await ask(field, { charge: 'ch_x', amount: 0 })).toEqual(
      refusal(type, 'PARAMETER_INVALID', 'amount'),
    );
  });

  test('ResourceMissingError', async () => {
    expect(await ask(field, { charge: 'ch_x' })).toEqual({
      ...refusal('ResourceMissingError', 'RESOURCE_MISSING', 'charge'),
      message: "No such charge: 'ch_x'",
    });
  });
});

test('createRefund answers AmountRefundableChangedError if the caller expected another amount', async () => {
  const { id } = await insertCharge(gateway.database);
  expect(await ask('createRefund', { charge: id, amount: 1, expectedAmountRefundable: 999 })).toEqual({
    ...refusal('AmountRefundableChangedError', 'AMOUNT_REFUNDABLE_CHANGED', 'expectedAmountRefundable'),
    amountRefundable: 1000,
    charge: { id, amountRefundable: 1000 },
  });
});

test('section 8: idempotentReplay is true for a replay, and another input under the key is IdempotencyKeyReusedError', async () => {
  const { id } = await insertCharge(gateway.database);
  const input = { charge: id, amount: 100, idempotencyKey: `key of ${id}` };
  const first = await ask('createRefund', input);
  expect(await ask('createRefund', input)).toEqual({ ...first, idempotentReplay: true });
  expect(await ask('createRefund', { ...input, amount: 200 })).toEqual(
    refusal('IdempotencyKeyReusedError', 'IDEMPOTENCY_KEY_REUSED', 'idempotencyKey'),
  );
});

describe('section 4: updateRefundMetadata answers', () => {
  test('the refund with its new metadata', async () => {
    const charge = await insertCharge(gateway.database);
    const { id } = await insertRefund(gateway.database, charge);
    expect(await ask('updateRefundMetadata', { refund: id, metadata: { a: 'b' } })).toEqual({
      __typename: 'UpdateRefundMetadataPayload',
      refund: {
        id,
        amount: 100,
        status: 'SUCCEEDED',
        metadata: { a: 'b' },
        charge: { id: charge.id, amountRefunded: 100 },
      },
    });
  });

  test('InvalidParameterError and ResourceMissingError', async () => {
    expect(await ask('updateRefundMetadata', { refund: 're_x', metadata: { 'a[b]': 'c' } })).toEqual(
      refusal('InvalidParameterError', 'PARAMETER_INVALID', 'metadata'),
    );
    expect(await ask('updateRefundMetadata', { refund: 're_x', metadata: {} })).toEqual({
      ...refusal('ResourceMissingError', 'RESOURCE_MISSING', 'refund'),
      message: "No such refund: 're_x'",
    });
  });
});

describe('rule 6.8: cancelRefund answers', () => {
  test('the canceled refund, and then RefundNotCancelableError with the current refund', async () => {
    const charge = await insertCharge(gateway.database);
    const { id } = await insertRefund(gateway.database, charge, { status: 'requires_action' });
    expect(await ask('cancelRefund', { refund: id })).toEqual({
      __typename: 'CancelRefundPayload',
      refund: {
        id,
        amount: 100,
        status: 'CANCELED',
        metadata: {},
        charge: { id: charge.id, amountRefunded: 0 },
      },
    });
    expect(await ask('cancelRefund', { refund: id })).toEqual({
      ...refusal('RefundNotCancelableError', 'REFUND_NOT_CANCELABLE', 'refund'),
      refund: { id, status: 'CANCELED' },
    });
  });

  test('ResourceMissingError', async () => {
    expect(await ask('cancelRefund', { refund: 're_x' })).toEqual(
      refusal('ResourceMissingError', 'RESOURCE_MISSING', 'refund'),
    );
  });
});

test('the mutations of a request run in order, and each reads the writes of earlier ones', async () => {
  const { id } = await insertCharge(gateway.database);
  const { data } = await gateway.query(
    `mutation ($id: ID!) {
      a: createRefund(input: { charge: $id, amount: 300 }) { ...R }
      b: createRefund(input: { charge: $id, amount: 800 }) { ...R ... on AmountTooLargeError { amountRefundable } }
      c: createRefund(input: { charge: $id }) { ...R }
    }
    fragment R on CreateRefundResult { __typename ... on CreateRefundPayload { refund { amount charge { amountRefundable } } } }`,
    { id },
  );
  expect(data).toEqual({
    a: { __typename: 'CreateRefundPayload', refund: { amount: 300, charge: { amountRefundable: 700 } } },
    b: { __typename: 'AmountTooLargeError', amountRefundable: 700 },
    c: { __typename: 'CreateRefundPayload', refund: { amount: 700, charge: { amountRefundable: 0 } } },
  });
});
