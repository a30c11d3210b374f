import { graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import { requestError } from '../../src/graphql/request-error.js';
import { schema } from '../../src/graphql/schema.js';

const CREATE = 'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename } }';
const CANCEL = 'mutation ($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename } }';
const SEVERAL = 'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { __typename } }';

/** What the audit is given of a mutation. It cannot reach a database. */
async function audited(source: string, input: object, values: object = {}) {
  const notes: object[] = [];
  const contextValue = {
    actor: 'desk',
    idempotencyKey: 'from the header',
    audit: (note: object) => void notes.push(note),
    clock: { now: () => new Date(0) },
    ...values,
  };
  await graphql({ schema, source, variableValues: { input }, contextValue });
  return notes;
}
const refused = {
  actor: 'desk',
  action: 'createRefund',
  outcome: 'refused',
  code: 'PARAMETER_INVALID',
  objects: [],
  amount: undefined,
};
/** Another key than that of the header is refused at once. */
const idempotencyKey = 'of the field';

describe('rule 14.2: the audit has the ids and the amount of what was refused', () => {
  test.each([
    [
      { charge: 'ch_1', paymentIntent: 'pi_1', amount: 5 },
      { objects: ['ch_1', 'pi_1'], amount: 5n },
    ],
    [{ charge: `py_${'x'.repeat(64)}` }, { objects: [`py_${'x'.repeat(64)}`] }],
    [{ charge: `py_${'x'.repeat(65)}` }, {}],
    [{ charge: ' ch_1' }, {}],
    [{ charge: 'ch_1 ' }, {}],
    [{ charge: 're_1', paymentIntent: null }, { objects: ['re_1'] }],
  ])('%j', async (input, expected) => {
    expect(await audited(CREATE, { ...input, idempotencyKey })).toEqual([{ ...refused, ...expected }]);
  });

  test('of each refused refund of several', async () => {
    const refunds = [{ charge: 'ch_1', amount: 1 }, { charge: 'ch_2' }];
    expect(await audited(SEVERAL, { refunds })).toEqual([
      { ...refused, objects: ['ch_1'], amount: 1n },
      { ...refused, objects: ['ch_2'] },
    ]);
  });
});

describe('rule 14.2: the audit has what failed', () => {
  const failed = { ...refused, outcome: 'failed', code: 'INTERNAL_SERVER_ERROR' };

  test('each of several refunds, because nobody knows which were made', async () => {
    const refunds = [{ charge: 'ch_1', amount: 1 }, { charge: 'ch_2' }];
    expect(await audited(SEVERAL, { refunds }, { idempotencyKey: null })).toEqual([
      { ...failed, objects: ['ch_1'], amount: 1n },
      { ...failed, objects: ['ch_2'] },
    ]);
  });

  test.each(['TIMEOUT', 'OVERLOADED', 'OUTCOME_UNKNOWN'] as const)('by the error %s', async (code) => {
    const database = { transaction: () => Promise.reject(requestError(code, 'It failed.')) };
    expect(await audited(CANCEL, { refund: 're_1' }, { database })).toEqual([
      { ...failed, action: 'cancelRefund', code, objects: ['re_1'] },
    ]);
  });

  test('but an error that refuses the request is a refusal, without what was asked', async () => {
    const database = { transaction: () => Promise.reject(requestError('FORBIDDEN', 'It may not.')) };
    const { amount: _, ...noted } = { ...refused, action: 'cancelRefund', code: 'FORBIDDEN' };
    expect(await audited(CANCEL, { refund: 're_1' }, { database })).toEqual([noted]);
  });
});
