import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
gateway.prepare(async () => {
  await insertRefund(gateway.database, await insertCharge(gateway.database));
});

/** An operation is compiled at its third use, and known after that. */
const TIMES = 5;

/** The answers to a request that is sent often. */
async function answersTo(query: string, variables: Record<string, unknown>): Promise<ReadonlySet<string>> {
  const answers = new Set<string>();
  for (let time = 0; time < TIMES; time++)
    answers.add(JSON.stringify(await gateway.query(query, variables, { 'x-request-id': 'same' })));
  return answers;
}

const FILTERED = 'query ($filter: RefundFilter) { refundSummary(by: STATUS, filter: $filter) { count } }';
const WITHIN = `query ($created: DateTimeRange) {
  refundSummary(by: STATUS, filter: { created: $created }) { count }
}`;
const PREVIEW = 'query ($input: RefundPreviewInput!) { refundPreview(input: $input) { __typename } }';
const CREATE = 'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { __typename } }';

test.each<[string, string, Record<string, unknown>]>([
  ['a variable', FILTERED, { filter: [] }],
  ['a field of a variable', FILTERED, { filter: { created: [] } }],
  ['a part of an input', WITHIN, { created: [] }],
  ['an input that must be there', PREVIEW, { input: [] }],
  ['an item of a list', CREATE, { input: { refunds: [[]] } }],
])('an empty list in the place of an object is refused at each use: %s', async (_, query, variables) => {
  const answers = await answersTo(query, variables);
  expect([...answers]).toEqual([expect.stringContaining('to be an object')]);
});

test('an empty list in the place of a list is taken at each use', async () => {
  const answers = await answersTo(FILTERED, { filter: { status: [] } });
  expect([...answers]).toEqual([JSON.stringify({ data: { refundSummary: [] } })]);
});
