import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const RESULT =
  '{ __typename ... on CreateRefundPayload { idempotentReplay refund { id } } ... on RefundError { code param } }';
const refusedKey = {
  __typename: 'InvalidParameterError',
  code: 'PARAMETER_INVALID',
  param: 'idempotencyKey',
};

/** Refunds one unit of the charge, with a key in the header and, if given, a key in the field. */
async function refundOne(charge: string, headerKey: string, fieldKey?: string | null) {
  const { data } = await gateway.query(
    `mutation ($input: CreateRefundInput!) { createRefund(input: $input) ${RESULT} }`,
    { input: { charge, amount: 1, ...(fieldKey !== undefined && { idempotencyKey: fieldKey }) } },
    { 'idempotency-key': headerKey },
  );
  return data.createRefund;
}
const refundsOf = (chargeId: string) => gateway.database.prisma.refund.count({ where: { chargeId } });

test('section 8: the header is the key of the one refund of a request', async () => {
  const { id } = await insertCharge(gateway.database);
  const key = testId('key');
  const first = await refundOne(id, key);
  expect(first).toMatchObject({ __typename: 'CreateRefundPayload', idempotentReplay: false });
  const replay = { ...first, idempotentReplay: true };
  expect(await refundOne(id, key)).toEqual(replay);
  expect(await refundOne(id, key, null)).toEqual(replay);
  expect(await refundsOf(id)).toBe(1);
  expect(await refundOne(id, testId('key'))).toMatchObject({ idempotentReplay: false });
});

test('section 8: the same key in header and field, or in the field alone, is one key', async () => {
  const { id } = await insertCharge(gateway.database);
  const key = testId('key');
  const first = await refundOne(id, key, key);
  const { data } = await gateway.query(
    `mutation ($input: CreateRefundInput!) { createRefund(input: $input) ${RESULT} }`,
    { input: { charge: id, amount: 1, idempotencyKey: key } },
  );
  expect(data.createRefund).toEqual({ ...first, idempotentReplay: true });
  expect(await refundsOf(id)).toBe(1);
});

test('section 8: different keys in header and field are refused, and neither is used up', async () => {
  const { id } = await insertCharge(gateway.database);
  const [header, field] = [testId('key'), testId('key')];
  expect(await refundOne(id, header, field)).toEqual(refusedKey);
  expect(await refundsOf(id)).toBe(0);
  expect(await refundOne(id, field)).toMatchObject({ idempotentReplay: false });
  expect(await refundOne(id, header)).toMatchObject({ idempotentReplay: false });
});

test.each([
  [
    'side by side',
    `a: createRefund(input: { charge: $id, amount: 1 }) ${RESULT} b: createRefund(input: { charge: $id, amount: 2 }) ${RESULT}`,
  ],
  ['one in a fragment', `a: createRefund(input: { charge: $id, amount: 1 }) ${RESULT} ...F`],
  [
    'one in an inline fragment',
    `a: createRefund(input: { charge: $id, amount: 1 }) ${RESULT} ... { b: createRefund(input: { charge: $id, amount: 2 }) ${RESULT} }`,
  ],
])('section 8: both of two refunds in a request with the header are refused: %s', async (_, fields) => {
  const { id } = await insertCharge(gateway.database);
  const fragment = fields.includes('...F')
    ? `fragment F on Mutation { b: createRefund(input: { charge: $id, amount: 2 }) ${RESULT} }`
    : '';
  const { data } = await gateway.query(
    `mutation ($id: ID!) { ${fields} } ${fragment}`,
    { id },
    { 'idempotency-key': testId('key') },
  );
  expect(data).toEqual({ a: refusedKey, b: refusedKey });
  expect(await refundsOf(id)).toBe(0);
});

test('section 8: with the header, createRefunds takes one refund, and neither two nor another createRefund', async () => {
  const { id } = await insertCharge(gateway.database);
  const ask = async (refunds: string, beside = '') => {
    const { data } = await gateway.query(
      `mutation ($id: ID!) { many: createRefunds(input: { refunds: [${refunds}] }) { results ${RESULT} } ${beside} }`,
      { id },
      { 'idempotency-key': `many ${id}` },
    );
    return data;
  };
  const one = '{ charge: $id, amount: 1 }';
  expect((await ask(`${one}, ${one}`)).many.results).toEqual([refusedKey, refusedKey]);
  expect(await ask(one, `createRefund(input: ${one}) ${RESULT}`)).toEqual({
    many: { results: [refusedKey] },
    createRefund: refusedKey,
  });
  expect(await refundsOf(id)).toBe(0);
  const [first] = (await ask(one)).many.results;
  expect(first).toMatchObject({ idempotentReplay: false });
  expect((await ask(one)).many.results).toEqual([{ ...first, idempotentReplay: true }]);
  expect(await refundsOf(id)).toBe(1);
});

test('section 8: the header works for one refund beside another mutation, in a fragment that is used twice', async () => {
  const { id } = await insertCharge(gateway.database);
  const { data } = await gateway.query(
    `mutation ($id: ID!) { ...Refund ...Refund cancelRefund(input: { refund: "re_x" }) { __typename } }
    fragment Refund on Mutation { createRefund(input: { charge: $id, amount: 1 }) ${RESULT} }`,
    { id },
    { 'idempotency-key': testId('key') },
  );
  expect(data.createRefund).toMatchObject({ idempotentReplay: false });
});

test.each(['', 'x'.repeat(256)])('section 8: a header with an invalid length is refused: %j', async (key) => {
  const { id } = await insertCharge(gateway.database);
  expect(await refundOne(id, key)).toEqual(refusedKey);
  expect(await refundsOf(id)).toBe(0);
});
