import { expect, test } from 'vitest';
import {
  MAX_REPRESENTATIONS,
  readRepresentation,
  refuseTooMany,
} from '../../../src/graphql/federation/representation.js';

const refused = (message: string) =>
  expect.objectContaining({ message, extensions: { code: 'PARAMETER_INVALID', param: 'representations' } });
const LONG = 'x'.repeat(65);

test.each([
  [{ id: 're_1' }, 'A representation must be an object with a __typename.'],
  [{ __typename: 'Order' }, "'Order' is no entity. The entities are Refund, Charge, PaymentIntent."],
  [
    { __typename: LONG },
    `'${LONG.slice(0, 64)}…' is no entity. The entities are Refund, Charge, PaymentIntent.`,
  ],
  [{ __typename: 'Refund' }, 'A representation of Refund must have the key id, as text.'],
])('a router is told what is wrong with a representation: %j', (given, message) => {
  expect(() => readRepresentation(given)).toThrow(refused(message));
});

test('a router may ask for 500 entities at once', () => {
  expect(MAX_REPRESENTATIONS).toBe(500);
  refuseTooMany(Array.from({ length: 500 }));
  expect(() => refuseTooMany(Array.from({ length: 501 }))).toThrow(
    refused('At most 500 representations can be given.'),
  );
});

test('further fields of a representation are ignored', () => {
  expect(readRepresentation({ __typename: 'PaymentIntent', id: 'pi_1', total: 5 })).toEqual({
    model: 'paymentIntent',
    id: 'pi_1',
  });
});
