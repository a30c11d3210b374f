import { getNamedType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const types = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'));

describe('for people', () => {
  test('every amount is also answered as people write it', () => {
    const missing = types.flatMap((type) => {
      const fields = type.getFields();
      return Object.values(fields)
        .filter(
          (field) => getNamedType(field.type).name === 'SafeInt' && !(`${field.name}Formatted` in fields),
        )
        .map((field) => `${type.name}.${field.name}`);
    });
    expect(missing.toSorted()).toEqual([
      // The charge beside it answers the same amount.
      'AmountRefundableChangedError.amountRefundable',
      'AmountTooLargeError.amountRefundable',
      // It may be a number of refunds.
      'RefundLimitExceededError.limit',
      // For input fields, which take numbers.
      'Refundability.amountStep',
    ]);
  });

  test('every currency has its number of decimals beside it', () => {
    const missing = types.filter(
      (type) => 'currency' in type.getFields() && !('currencyDecimals' in type.getFields()),
    );
    // The currency of an entry may not be known.
    expect(missing.map(({ name }) => name)).toEqual(['AuditEntry']);
  });
});

const gateway = testGateway();
const spaces = (text: string): string => text.replace(/\s/g, ' ');

const CHARGE = `query ($id: ID!, $locale: String) { charge(id: $id) { currencyDecimals
  amountFormatted(locale: $locale) amountCapturedFormatted(locale: $locale) amountRefundedFormatted(locale: $locale)
  amountRefundableFormatted(locale: $locale) applicationFeeAmountFormatted(locale: $locale)
  refundability { amountRefundableFormatted(locale: $locale) } } }`;

test.each([
  ['usd', 'en-US', 2, ['$20.00', '$15.00', '$5.00', '$10.00', '$2.00']],
  ['jpy', 'ja-JP', 0, ['￥2,000', '￥1,500', '￥500', '￥1,000', '￥200']],
  ['kwd', 'en-US', 3, ['KWD 2.000', 'KWD 1.500', 'KWD 0.500', 'KWD 1.000', 'KWD 0.200']],
  // Stripe counts these in hundredths. Intl would show no decimals of the krona, and none of the forint in some versions.
  ['isk', 'en-US', 2, ['ISK 20.00', 'ISK 15.00', 'ISK 5.00', 'ISK 10.00', 'ISK 2.00']],
  ['ugx', 'en-US', 2, ['UGX 20.00', 'UGX 15.00', 'UGX 5.00', 'UGX 10.00', 'UGX 2.00']],
  ['huf', 'en-US', 2, ['HUF 20.00', 'HUF 15.00', 'HUF 5.00', 'HUF 10.00', 'HUF 2.00']],
  ['twd', 'en-US', 2, ['NT$20.00', 'NT$15.00', 'NT$5.00', 'NT$10.00', 'NT$2.00']],
  ['eur', 'de-DE', 2, ['20,00 €', '15,00 €', '5,00 €', '10,00 €', '2,00 €']],
  ['usd', 'tlh', 2, ['$20.00', '$15.00', '$5.00', '$10.00', '$2.00']],
])('the amounts of a charge in %s for %s', async (currency, locale, currencyDecimals, expected) => {
  const charge = await insertCharge(gateway.database, {
    currency,
    amount: 2_000n,
    amountCaptured: 1_500n,
    amountRefunded: 500n,
    openingRefunded: 500n,
    applicationFeeId: 'fee_1',
    applicationFeeAmount: 200n,
  });
  const { data, errors } = await gateway.query(CHARGE, { id: charge.id, locale });
  expect(errors).toBeUndefined();
  const [amount, captured, refunded, refundable, fee] = expected;
  expect(JSON.parse(spaces(JSON.stringify(data.charge)))).toEqual({
    currencyDecimals,
    amountFormatted: amount,
    amountCapturedFormatted: captured,
    amountRefundedFormatted: refunded,
    amountRefundableFormatted: refundable,
    applicationFeeAmountFormatted: fee,
    refundability: { amountRefundableFormatted: refundable },
  });
});

test('the largest amounts are exact', async () => {
  const amount = 9_007_199_254_740_991n;
  const values = { amount, currency: 'usd' };
  const charge = await insertCharge(gateway.database, values);
  const intent = await insertPaymentIntent(gateway.database, { ...values, amountReceived: amount });
  const { data } = await gateway.query(
    'query ($charge: ID!, $intent: ID!) { charge(id: $charge) { amountFormatted } paymentIntent(id: $intent) { amountFormatted amountReceivedFormatted currencyDecimals } }',
    { charge: charge.id, intent: intent.id },
  );
  const amountFormatted = '$90,071,992,547,409.91';
  expect(data).toEqual({
    charge: { amountFormatted },
    paymentIntent: { amountFormatted, amountReceivedFormatted: amountFormatted, currencyDecimals: 2 },
  });
});

test('the amounts of what belongs to a refund, of its preview and of its approval', async () => {
  const { Refund, RefundApproval } = await insertRichRefunds(gateway.database, 1);
  const transfer = { transferId: 'tr_1', transferAmount: 1_000n, transferCurrency: 'eur' };
  const fee = { applicationFeeId: 'fee_1', applicationFeeAmount: 100n };
  const charge = await insertCharge(gateway.database, { amount: 1_000n, ...transfer, ...fee });
  const { data, errors } = await gateway.query(
    `query ($refund: ID!, $approval: ID!, $charge: ID!) {
      refund(id: $refund) { currencyDecimals amountFormatted
        balanceTransaction { amountFormatted feeFormatted netFormatted currencyDecimals }
        transferReversal { amountFormatted currencyDecimals } applicationFeeRefund { amountFormatted currencyDecimals } }
      node(id: $approval) { ... on RefundApproval { amountFormatted currencyDecimals } }
      refundPreview(input: { charge: $charge, amount: 400, refundApplicationFee: true, reverseTransfer: true }) {
        ... on RefundPreview { amountFormatted amountRefundableAfterFormatted applicationFeeRefundAmountFormatted
          transferReversalAmountFormatted currencyDecimals } } }`,
    { refund: Refund[0], approval: RefundApproval[0], charge: charge.id },
  );
  expect(errors).toBeUndefined();
  const dollars = (amountFormatted: string) => ({ amountFormatted, currencyDecimals: 2 });
  expect(data).toEqual({
    refund: {
      ...dollars('$1.00'),
      balanceTransaction: { ...dollars('$1.00'), feeFormatted: '$0.00', netFormatted: '$1.00' },
      transferReversal: dollars('$0.01'),
      applicationFeeRefund: dollars('$0.01'),
    },
    node: dollars('$1.00'),
    refundPreview: {
      ...dollars('$4.00'),
      amountRefundableAfterFormatted: '$6.00',
      applicationFeeRefundAmountFormatted: '$0.40',
      transferReversalAmountFormatted: '€4.00',
    },
  });
});
