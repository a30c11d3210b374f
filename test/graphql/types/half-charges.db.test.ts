import { describe, expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { chargeObject, imported, type StripeExample } from '../../support/rows/stripe-objects.js';

const gateway = testGateway();

/** A document is compiled when it arrives the third time. */
const TIMES = 4;

/** What a selection of an imported charge answers: by its id, compiled, by its id as any object, and in a list. */
async function answered(values: StripeExample, selection: string) {
  const charge = chargeObject(values);
  await imported(gateway.database, [charge]);
  const queries = [
    `query ($id: ID!) { charge(id: $id) { ${selection} } }`,
    `query ($id: ID!) { charge: node(id: $id) { ... on Charge { ${selection} } } }`,
    `query ($id: String!) { charges(filter: { search: $id }) { nodes { ${selection} } } }`,
  ];
  const seen = [];
  for (const query of queries)
    for (let time = 1; time <= TIMES; time++) {
      const { data, errors } = await gateway.query(query, { id: charge.id });
      expect(errors, query).toBeUndefined();
      seen.push(data.charge ?? data.charges.nodes[0]);
    }
  const [first, ...others] = seen;
  expect(others).toEqual(others.map(() => first));
  return first;
}

describe('section 11: of half a card, what is there is answered and the rest is null', () => {
  const answer = async (payment_method_details: unknown) =>
    (await answered({ payment_method_details }, 'paymentMethodDetails { type card { brand last4 } }'))
      .paymentMethodDetails;

  test.each<[string, unknown, object | null]>([
    ['all of it', { brand: 'visa', last4: '4242' }, { brand: 'visa', last4: '4242' }],
    ['no last digits', { brand: 'visa', last4: null }, { brand: 'visa', last4: null }],
    ['no brand', { last4: '4242' }, { brand: null, last4: '4242' }],
    ['a blank brand', { brand: ' ', last4: '4242' }, { brand: null, last4: '4242' }],
    ['only nulls', { brand: null, last4: null }, null],
    ['only blanks', { brand: '', last4: ' ' }, null],
    ['a fingerprint alone, which nobody sees', { fingerprint: 'AOB934RVNwzk6xtn' }, null],
    ['nothing', {}, null],
    ['null', null, null],
  ])('%s', async (_, card, expected) => {
    expect(await answer({ type: 'card', card })).toEqual({ type: 'card', card: expected });
  });

  test('another method has no card, though it has last digits', async () => {
    const details = { type: 'sepa_debit', sepa_debit: { last4: '3000' } };
    expect(await answer(details)).toEqual({ type: 'sepa_debit', card: null });
  });

  test.each([[null], [{}], [{ type: null }]])('a method that is %j is null', async (details) => {
    expect(await answer(details)).toBeNull();
  });
});

describe('section 11: of half the billing details, what is there is answered and the rest is null', () => {
  test.each<[string, unknown, object | null]>([
    ['no name', { email: 'jenny@example.com', name: null }, { email: 'jenny@example.com', name: null }],
    ['no address', { name: 'Jenny Rosen' }, { email: null, name: 'Jenny Rosen' }],
    ['only nulls', { email: null, name: null }, null],
    ['only blanks', { email: ' ', name: '' }, null],
    ['nothing', {}, null],
    ['null', null, null],
  ])('%s', async (_, billing_details, expected) => {
    const { billingDetails } = await answered({ billing_details }, 'billingDetails { email name }');
    expect(billingDetails).toEqual(expected);
  });
});
