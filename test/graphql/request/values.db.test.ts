import { describe, expect, test } from 'vitest';
import { sendRaw } from '../../support/clients/send-raw.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const send = (query: string, variables: string) => sendRaw(gateway, query, variables);
const RESULT =
  '__typename ... on RefundError { code param } ... on CreateRefundPayload { refund { amount } }';

describe('amounts', () => {
  const literally = async (charge: string, amount: string) =>
    send(`mutation { createRefund(input: { charge: "${charge}", amount: ${amount} }) { ${RESULT} } }`, '{}');
  const asVariable = async (charge: string, amount: string) =>
    send(
      `mutation ($charge: ID, $amount: SafeInt) { createRefund(input: { charge: $charge, amount: $amount }) { ${RESULT} } }`,
      `{"charge":"${charge}","amount":${amount}}`,
    );
  const inAnObject = async (charge: string, amount: string) =>
    send(
      `mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ${RESULT} } }`,
      `{"input":{"charge":"${charge}","amount":${amount}}}`,
    );
  const ways = [literally, asVariable, inAnObject];

  test.each([
    '1.5',
    '"100"',
    'true',
    '9007199254740993',
    '9007199254740992',
    '-9007199254740993',
    '1e400',
    '[100]',
    '{}',
    '""',
  ])('%s is BAD_USER_INPUT, as a literal and in a variable', async (amount) => {
    const { id } = await insertCharge(gateway.database);
    for (const way of ways) {
      const { data, errors } = await way(id, amount);
      expect(data, way.name).toBeUndefined();
      expect(errors, way.name).toHaveLength(1);
      expect(errors[0].extensions.code, way.name).toBe('BAD_USER_INPUT');
      expect(errors[0].message).toContain('SafeInt cannot represent a value that is not a whole number');
    }
  });

  test.each(['-1', '0', '-9007199254740991'])('section 2: %s is a refusal', async (amount) => {
    const { id } = await insertCharge(gateway.database);
    for (const way of ways)
      expect((await way(id, amount)).data.createRefund).toEqual({
        __typename: 'InvalidParameterError',
        code: 'PARAMETER_INVALID',
        param: 'amount',
      });
  });

  test('2^53 - 1 is an ordinary amount, and null counts as omitted', async () => {
    for (const way of ways) {
      const large = await insertCharge(gateway.database, { amount: 9_007_199_254_740_991n });
      expect((await way(large.id, '9007199254740991')).data.createRefund.refund.amount).toBe(
        9_007_199_254_740_991,
      );
      const small = await insertCharge(gateway.database, { amount: 700n });
      expect((await way(small.id, 'null')).data.createRefund.refund.amount).toBe(700);
    }
  });
});

describe('DateTime', () => {
  const LIST = 'query ($at: DateTime) { refunds(first: 1, filter: { created: { gt: $at } }) { totalCount } }';
  test.each([
    '"2026-01-01"',
    '"2026-01-01T00:00:00"',
    '"2026-02-31T00:00:00Z"',
    '"2026-13-01T00:00:00Z"',
    '"2026-01-01T25:00:00Z"',
    '"2026-01-01T24:00:00Z"',
    '"2026-01-01 00:00:00Z"',
    '"2026-01-15T23:59:60Z"',
    '"+002026-02-31T00:00:00Z"',
    '"0000-01-01T00:00:00Z"',
    '"0001-01-01T00:00:00+01:00"',
    '"9999-12-31T23:59:59-01:00"',
    '"+010000-01-01T00:00:00Z"',
    '"2026-01-01T00:00:00+99:00"',
    '"now"',
    '"infinity"',
    '""',
    '1767225600',
    'true',
    '{}',
    '[]',
  ])('%s is BAD_USER_INPUT, in a variable and as a literal', async (time) => {
    const literal = LIST.replace('query ($at: DateTime)', '').replace('$at', time);
    for (const { errors } of [await send(LIST, `{"at":${time}}`), await send(literal, '{}')]) {
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
      expect(errors[0].message).toContain('DateTime cannot represent a value');
    }
  });

  test.each([
    '2026-01-01T00:00:00Z',
    '2024-02-29T23:59:59.999999999+05:30',
    '2024-02-29t23:59:59.9999999999999z',
    '2024-02-29T23:59:59-00:00',
    '1990-12-31T15:59:60-08:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ])('%s is accepted', async (time) =>
    expect((await send(LIST, `{"at":"${time}"}`)).data.refunds.totalCount).toBeTypeOf('number'),
  );

  test('is answered with milliseconds, in UTC', async () => {
    const created = new Date('2026-01-15T10:00:00.050Z');
    const { id } = await insertRefund(gateway.database, await insertCharge(gateway.database), { created });
    const { data } = await gateway.query('query ($id: ID!) { refund(id: $id) { created } }', { id });
    expect(data.refund.created).toBe('2026-01-15T10:00:00.050Z');
  });
});
