import { graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import { refuseFilterText } from '../../../src/graphql/loading/require-row.js';
import { schema } from '../../../src/graphql/schema.js';

const refused = (code: string, message: string, param: string) =>
  expect.objectContaining({ message, extensions: { code, param } });
const LONG = `ch_${'x'.repeat(300)}`;

describe('a filter by a text that no row can have is refused with its reason', () => {
  const TOO_LONG = 'x'.repeat(513);
  const invalid = (message: string, param: string) => refused('PARAMETER_INVALID', message, param);
  const missing = (message: string, param: string) => refused('RESOURCE_MISSING', message, param);

  test.each([
    [
      'a long text',
      { createdBy: TOO_LONG },
      invalid('createdBy can have up to 512 characters.', 'createdBy'),
    ],
    [
      'a long text within',
      { metadata: { key: 'order', value: TOO_LONG } },
      invalid('metadata can have up to 512 characters.', 'metadata'),
    ],
    [
      'a long text in a list',
      { paymentMethodType: ['card', TOO_LONG] },
      invalid('paymentMethodType can have up to 512 characters.', 'paymentMethodType'),
    ],
    [
      'no currency',
      { currency: ['usd', 'dollars'] },
      invalid("'dollars' is not a currency: give a code of ISO 4217, such as 'usd'.", 'currency'),
    ],
    [
      'no currency, but a longer text',
      { currency: [LONG] },
      invalid(
        `'${LONG.slice(0, 64)}…' is not a currency: give a code of ISO 4217, such as 'usd'.`,
        'currency',
      ),
    ],
    ['a long id', { charge: LONG }, missing(`No such charge: '${LONG.slice(0, 64)}…'`, 'charge')],
    [
      'a long id of a payment intent',
      { paymentIntent: LONG },
      missing(`No such payment_intent: '${LONG.slice(0, 64)}…'`, 'paymentIntent'),
    ],
  ])('%s', (_, filter, error) => {
    expect(() => refuseFilterText(filter)).toThrow(error);
  });

  test('and a filter by the longest text is not', () => {
    refuseFilterText({ createdBy: 'x'.repeat(512), currency: ['usd', 'EUR'], charge: 'ch_1', status: null });
  });
});

test.each([
  ['refund', 'refund'],
  ['charge', 'charge'],
  ['paymentIntent', 'payment_intent'],
])(
  'rule 1.3: a query is told that there is no object with its id, alone and beside others: %s',
  async (field, name) => {
    const contextValue = { database: { query: async () => [] }, load: { row: async () => null } };
    const message = `No such ${name}: 'xx_1'`;
    for (const source of [
      `{ ${field}(id: "xx_1") { id } }`,
      `{ a: ${field}(id: "xx_1") { id } __typename }`,
    ]) {
      const { errors } = await graphql({ schema, source, contextValue });
      expect(errors).toEqual([refused('RESOURCE_MISSING', message, 'id')]);
    }
  },
);
