import { GraphQLSchema, graphql, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { safeSum } from '../../../src/graphql/types/amounts.js';

/** What a selection of a row answers. */
async function answerOf(type: string, row: object, selection: string, load: object = {}) {
  const query = schema.getType(type);
  if (!isObjectType(query)) throw new Error(`${type} is no type`);
  const { data, errors } = await graphql({
    // As the query's type, it can be asked for any of its fields.
    schema: new GraphQLSchema({ ...schema.toConfig(), query, mutation: null, subscription: null }),
    source: `{ ${selection} }`,
    rootValue: row,
    contextValue: { load },
  });
  expect(errors).toBeUndefined();
  return data;
}

test.each([
  [0n, 0n, false],
  [0n, 500n, false],
  [499n, 500n, false],
  [500n, 500n, true],
])(
  'a charge is refunded once all of it was given back, and one without money never is: %d of %d',
  async (amountRefunded, refundCeiling, refunded) => {
    expect(await answerOf('Charge', { amountRefunded, refundCeiling }, 'refunded')).toEqual({ refunded });
  },
);

test.each([
  ['card', null, false],
  ['konbini', null, true],
  ['konbini', ' ', true],
  ['konbini', 'jenny@example.com', false],
])(
  'rule 6.4: createRefund needs an e-mail address for %s if the charge has %j',
  async (paymentMethodType, billingEmail, needed) => {
    const charge = { paymentMethodType, billingEmail, captured: true, amountCaptured: 500n };
    const selection = 'refundability { requiresInstructionsEmail }';
    expect(await answerOf('Charge', charge, selection)).toEqual({
      refundability: { requiresInstructionsEmail: needed },
    });
  },
);

test('section 12: what a limit leaves is written in the currency of the refund', async () => {
  const refusal = { currency: 'jpy', limit: 500n, left: 120n };
  const selection = 'limit left leftFormatted currency currencyDecimals';
  expect(await answerOf('RefundLimitExceededError', refusal, selection)).toEqual({
    ...{ limit: 500, left: 120, leftFormatted: '¥120' },
    ...{ currency: 'jpy', currencyDecimals: 0 },
  });
});

test.each([
  [250n, 'eur', '2,50\u00a0€'],
  [250n, null, null],
  [null, 'eur', null],
  [null, null, null],
])(
  'the audit writes an amount as people do if it knows the currency: %s %s',
  async (amount, currency, written) => {
    const selection = 'amountFormatted(locale: "de-DE")';
    expect(await answerOf('AuditEntry', { amount, currency }, selection)).toEqual({
      amountFormatted: written,
    });
  },
);

test('an event has every field that it changed', async () => {
  const changes = [
    { field: 'status', before: 'pending', after: 'failed' },
    { field: 'failure_reason', before: null, after: 'declined' },
  ];
  expect(await answerOf('RefundEvent', { changes }, 'changes { field before after }')).toEqual({ changes });
});

test('section 16: only the event of its creation has the note of a refund', async () => {
  const load = { row: async (_model: string, id: string) => ({ note: `Of ${id}` }) };
  const noteOf = (type: string) => answerOf('RefundEvent', { type, refundId: 're_1' }, 'note', load);
  expect(await noteOf('refund_created')).toEqual({ note: 'Of re_1' });
  expect(await noteOf('refund_updated')).toEqual({ note: null });
  expect(await noteOf('refund_failed')).toEqual({ note: null });
});

const LINES =
  'lines { description quantity amount amountFormatted taxAmount taxAmountFormatted(locale: "en-GB") }';
const kept = [
  { description: 'A mug', quantity: 2, amount: '380', taxAmount: '61' },
  { description: 'Shipping', amount: '20' },
];
const answered = [
  {
    ...{ description: 'A mug', quantity: 2, amount: 380, amountFormatted: '$3.80' },
    ...{ taxAmount: 61, taxAmountFormatted: 'US$0.61' },
  },
  {
    ...{ description: 'Shipping', quantity: null, amount: 20, amountFormatted: '$0.20' },
    ...{ taxAmount: null, taxAmountFormatted: null },
  },
];

describe('section 16: the lines', () => {
  test.each([
    ['of a refund', 'Refund', { lines: kept, currency: 'usd' }],
    ['of an approval', 'RefundApproval', { input: { lines: kept }, currency: 'usd' }],
  ])('%s are answered in its currency', async (_, type, row) => {
    expect(await answerOf(type, row, LINES)).toEqual({ lines: answered });
  });

  test.each([
    ['a refund', 'Refund', { lines: null, currency: 'usd' }],
    ['an approval', 'RefundApproval', { input: {}, currency: 'usd' }],
  ])('of %s without any are an empty list', async (_, type, row) => {
    expect(await answerOf(type, row, LINES)).toEqual({ lines: [] });
  });
});

describe('section 13: an approval shows what was asked for', () => {
  const ASKED = 'note reasonCode reason replaces { id }';
  const load = { row: async (_model: string, id: string) => ({ id }) };

  test('with all that was given', async () => {
    const input = { note: 'Called twice', reasonCode: 'late', reason: 'duplicate', replaces: 're_1' };
    expect(await answerOf('RefundApproval', { input }, ASKED, load)).toEqual({
      ...input,
      reason: 'DUPLICATE',
      replaces: { id: 're_1' },
    });
  });

  test('with nothing else', async () => {
    expect(await answerOf('RefundApproval', { input: {} }, ASKED, load)).toEqual({
      note: null,
      reasonCode: null,
      reason: null,
      replaces: null,
    });
  });
});

test('section 2: a sum beyond 2^53 - 1 names the field that has it', () => {
  expect(safeSum(2n ** 53n - 1n, 'amountFormatted')).toBe(9_007_199_254_740_991n);
  expect(() => safeSum(2n ** 53n, 'amountFormatted')).toThrow(
    expect.objectContaining({
      message: 'The sum is more than 2^53 - 1. Select amountFormatted to see it.',
      extensions: { code: 'TOTAL_TOO_LARGE' },
    }),
  );
});
