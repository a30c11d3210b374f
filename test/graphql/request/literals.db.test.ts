import { describe, expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';

const development = testGateway();
const production = testGateway({ production: true, holder: development });

const list = (filter: string): string => `{\n  refunds(filter: ${filter}) { totalCount }\n}`;
const create = (input: string): string => `mutation {\n  createRefund(input: ${input}) { __typename }\n}`;
const NO_DATE =
  'DateTime cannot represent a value that is not a date and time with an offset, as RFC 3339 writes it.';
const NO_NUMBER = 'SafeInt cannot represent a value that is not a whole number within ±(2^53 - 1).';
const NO_TEXT = 'Metadata cannot represent a value of a key that is neither text nor null.';
const NO_METADATA = 'Metadata cannot represent a value that is neither an object nor the empty string.';
const NO_STATUS = 'Value "NONE" does not exist in "RefundStatus" enum.';

const refused = [
  [
    list('{ created: { gte: "now" } }'),
    37,
    'Argument "filter" got invalid value "now" at "filter.created.gte"',
    NO_DATE,
  ],
  [
    create('{ charge: "ch_1", amount: 1.5 }'),
    49,
    'Argument "input" got invalid value 1.5 at "input.amount"',
    NO_NUMBER,
  ],
  [
    create('{ charge: "ch_1", metadata: { a: 1 } }'),
    51,
    'Argument "input" got invalid value {a: 1} at "input.metadata"',
    NO_TEXT,
  ],
  [
    create('{ charge: "ch_1", metadata: { a: RED } }'),
    51,
    'Argument "input" got invalid value {a: RED} at "input.metadata"',
    NO_TEXT,
  ],
  [
    create('{ charge: "ch_1", metadata: [] }'),
    51,
    'Argument "input" got invalid value [] at "input.metadata"',
    NO_METADATA,
  ],
  [
    list('{ status: [PENDING, NONE] }'),
    39,
    'Argument "filter" got invalid value NONE at "filter.status[1]"',
    NO_STATUS,
  ],
  [
    '{\n  refunds(first: "1") { totalCount }\n}',
    18,
    'Argument "first" got invalid value "1"',
    'Int cannot represent non-integer value: "1"',
  ],
  [
    '{\n  refund(id: null) { id }\n}',
    14,
    'Argument "id" got invalid value null',
    'Expected value of type "ID!", found null.',
  ],
  [
    '{\n  refund(id: 1.5) { id }\n}',
    14,
    'Argument "id" got invalid value 1.5',
    'ID cannot represent a non-string and non-integer value: 1.5',
  ],
  [
    create('{ amount: "1", charge: "ch_1" }'),
    33,
    'Argument "input" got invalid value "1" at "input.amount"',
    NO_NUMBER,
  ],
  [
    'mutation {\n  createRefunds(input: { refunds: [{ charge: "ch_1" }, { amount: 2.50 }] }) { __typename }\n}',
    66,
    'Argument "input" got invalid value 2.50 at "input.refunds[1].amount"',
    NO_NUMBER,
  ],
  [
    create('{ charge: "ch_1", reverseTransfer: "yes" }'),
    58,
    'Argument "input" got invalid value "yes" at "input.reverseTransfer"',
    'Boolean cannot represent a non boolean value: "yes"',
  ],
  [
    create('{ charge: "ch_1", instructionsEmail: 5 }'),
    60,
    'Argument "input" got invalid value 5 at "input.instructionsEmail"',
    'String cannot represent a non string value: 5',
  ],
  [
    'query (\n $at: DateTime = "now") { refunds(filter: { created: { gte: $at } }) { totalCount } }',
    18,
    'Default of variable "$at" got invalid value "now"',
    NO_DATE,
  ],
] as const;

describe('a bad literal tells its location, its argument and its place', () => {
  test.each(refused)('%s', async (query, column, place, reason) => {
    // A query with this word takes the standard path.
    for (const gateway of [development, production])
      for (const path of ['fast path', 'subscription'])
        for (let use = 1; use <= 4; use++) {
          const { errors } = await gateway.query(`${query} # ${path}`);
          expect(errors, `${path}, use ${use}`).toMatchObject([
            { message: `${place}; ${reason}`, locations: [{ line: 2, column }] },
          ]);
        }
  });
});

test('a long literal is repeated with 64 characters only', async () => {
  const { errors } = await development.query(list(`{ created: { gte: "${'x'.repeat(10_000)}" } }`));
  expect(errors?.[0]?.message).toBe(
    `Argument "filter" got invalid value "${'x'.repeat(64)}…" at "filter.created.gte"; ${NO_DATE}`,
  );
});

test.each([
  [{ charge: 'ch_1', amount: 2.5 }, 'Variable "$i" got invalid value 2.5 at "i.amount"; '],
  [{ charge: 'ch_1', reason: 'NONE' }, 'Variable "$i" got invalid value "NONE" at "i.reason"; '],
  [{ charge: 'ch_1', metadata: { a: 1 } }, 'Variable "$i" got invalid value { a: 1 } at "i.metadata"; '],
])('a bad value of a variable tells the same: %j', async (input, place) => {
  const query = 'mutation ($i: CreateRefundInput!) { createRefund(input: $i) { __typename } }';
  for (let use = 1; use <= 3; use++) {
    const { errors } = await development.query(query, { i: input });
    expect(errors).toMatchObject([{ locations: [{ line: 1, column: 11 }] }]);
    expect(errors?.[0]?.message.startsWith(place)).toBe(true);
  }
});
