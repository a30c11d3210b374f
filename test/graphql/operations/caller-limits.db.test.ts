import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const gateway = testGateway({
  policy: policyWith({
    limits: [
      limitWith({ maxAmount: 500n, maxAmountPerDay: 900n, maxCountPerDay: 3 }),
      limitWith({ currency: 'eur', maxAmount: 100n, aboveLimit: 'approve' }),
      limitWith({ currency: 'jpy' }),
    ],
    reasonCodes: ['damaged', 'late'],
  }),
});
const create = async (input: object) =>
  (
    await gateway.query(
      `mutation ($input: CreateRefundInput!) {
        createRefund(input: $input) {
          __typename
          ... on CreateRefundPayload { refund { note reasonCode createdBy } }
          ... on RefundError { code message param }
          ... on RefundLimitExceededError { limit left leftFormatted(locale: "de-DE") currency currencyDecimals }
        }
      }`,
      { input },
    )
  ).data.createRefund;
const limits = async () =>
  (
    await gateway.query(`{
      viewer { refundLimits {
        currency currencyDecimals maxAmount maxAmountFormatted(locale: "en-GB")
        maxAmountPerDay maxAmountPerDayFormatted amountLeftToday amountLeftTodayFormatted
        maxCountPerDay countLeftToday needsApproval
      } }
    }`)
  ).data.viewer.refundLimits;

test('section 12: a screen sees the limits of its caller, and what is left of them', async () => {
  const dollars = {
    currency: 'usd',
    currencyDecimals: 2,
    maxAmount: 500,
    maxAmountFormatted: 'US$5.00',
    maxAmountPerDay: 900,
    maxAmountPerDayFormatted: '$9.00',
    maxCountPerDay: 3,
    needsApproval: false,
  };
  const euros = {
    currency: 'eur',
    currencyDecimals: 2,
    maxAmount: 100,
    maxAmountFormatted: '€1.00',
    maxAmountPerDay: null,
    maxAmountPerDayFormatted: null,
    amountLeftToday: null,
    amountLeftTodayFormatted: null,
    maxCountPerDay: null,
    countLeftToday: null,
    needsApproval: true,
  };
  expect(await limits()).toEqual([
    { ...dollars, amountLeftToday: 900, amountLeftTodayFormatted: '$9.00', countLeftToday: 3 },
    euros,
  ]);
  const charge = await insertCharge(gateway.database);
  expect(await create({ charge: charge.id, amount: 500, note: 'Called twice', reasonCode: 'late' })).toEqual({
    __typename: 'CreateRefundPayload',
    refund: { note: 'Called twice', reasonCode: 'late', createdBy: null },
  });
  expect(await limits()).toEqual([
    { ...dollars, amountLeftToday: 400, amountLeftTodayFormatted: '$4.00', countLeftToday: 2 },
    euros,
  ]);
  expect(await create({ charge: charge.id, amount: 401 })).toEqual({
    __typename: 'RefundLimitExceededError',
    code: 'REFUND_LIMIT_EXCEEDED',
    message: 'Refund amount ($4.01) is greater than what is left of the limit of $9.00 a day ($4.00).',
    param: 'amount',
    limit: 900,
    left: 400,
    leftFormatted: '4,00\u00a0$',
    currency: 'usd',
    currencyDecimals: 2,
  });
});

test('section 12: a caller without limits sees none', async () => {
  const free = testGateway({ holder: gateway });
  const { data } = await free.query('{ viewer { refundLimits { currency } } }');
  expect(data.viewer.refundLimits).toEqual([]);
});

test('section 12: the param of a refusal names the note or the reason code', async () => {
  const { id: charge } = await insertCharge(gateway.database);
  expect(await create({ charge, reasonCode: 'none' })).toMatchObject({
    __typename: 'InvalidParameterError',
    code: 'PARAMETER_INVALID',
    param: 'reasonCode',
  });
  expect(await create({ charge, note: 'n'.repeat(513) })).toMatchObject({
    code: 'PARAMETER_INVALID',
    param: 'note',
  });
  expect(await create({ charge, reasonCode: 'r'.repeat(513) })).toMatchObject({
    code: 'PARAMETER_INVALID',
    param: 'reasonCode',
  });
});
