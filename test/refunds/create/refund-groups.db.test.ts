import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { createWithoutApproval } from '../../support/gateways/create-without-approval.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();

/** A group over a database that cannot write refunds of one charge, and how often it was asked to. */
function failingFor(chargeId: string, error: Error) {
  const tried: number[] = [];
  const write: Database['write'] = async (statement, onDoubt) => {
    const refunds = String(statement.values[0]).split(chargeId).length - 1;
    if (refunds === 0) return verbs.database.write(statement, onDoubt);
    tried.push(refunds);
    throw error;
  };
  const groups = new RefundGroups({ ...verbs.database, write });
  /** Sends all requests at once. Tells for each how it failed; null if the refund was made. */
  const failures = async (inputs: readonly CreateRefundInput[]) => {
    const answers = await Promise.allSettled(
      inputs.map((input) => createWithoutApproval({ ...verbs.as('shop'), groups }, { ...input, amount: 1n })),
    );
    return answers.map((answer) => (answer.status === 'rejected' ? answer.reason.name : null));
  };
  return { tried, failures };
}
/** A charge with its payment intent. */
const paid = async () => {
  const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
  return insertCharge(verbs.database, { paymentIntentId });
};
const busy = () => new DatabaseUnavailableError('busy', new Error('canceling statement due to lock timeout'));

describe('if a charge is locked,', () => {
  test.each(['charge', 'paymentIntent'] as const)(
    'refunds of others by their %s are made, and those of the charge fail together',
    async (by) => {
      const [locked, first, second] = [await paid(), await paid(), await paid()];
      const input = ({ id, paymentIntentId }: typeof locked): CreateRefundInput =>
        by === 'charge' ? { charge: id } : { paymentIntent: paymentIntentId };
      const { tried, failures } = failingFor(locked.id, busy());
      expect(await failures([first, locked, second, locked].map(input))).toEqual([
        null,
        'DatabaseUnavailableError',
        null,
        'DatabaseUnavailableError',
      ]);
      // Once with the others, and once alone.
      expect(tried).toEqual([2, 2]);
    },
  );

  test('its refunds are not tried one by one', async () => {
    const { id: charge } = await paid();
    const { tried, failures } = failingFor(charge, busy());
    expect(await failures([{ charge }, { charge }])).toEqual([
      'DatabaseUnavailableError',
      'DatabaseUnavailableError',
    ]);
    expect(tried).toEqual([2]);
  });
});

test.each([
  new DatabaseUnavailableError('full', new Error('too many connections')),
  new DatabaseUnavailableError('unreachable', new Error('ECONNREFUSED')),
  new OutcomeUnknownError('The connection broke', {}),
])('what fails for every refund alike is not tried again: %s', async (error) => {
  const [charge, other] = [await paid(), await paid()];
  const { tried, failures } = failingFor(charge.id, error);
  expect(await failures([{ charge: charge.id }, { charge: other.id }])).toEqual([error.name, error.name]);
  expect(tried).toEqual([1]);
});

test('of refunds with an error of their own, each is tried alone at last', async () => {
  const [charge, other] = [await paid(), await paid()];
  const { tried, failures } = failingFor(charge.id, new TypeError('a fault of the gateway'));
  const inputs = [{ charge: charge.id }, { charge: other.id }, { charge: charge.id }];
  expect(await failures(inputs)).toEqual(['TypeError', null, 'TypeError']);
  expect(tried).toEqual([2, 2, 1, 1]);
});
