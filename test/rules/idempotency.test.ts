import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/rules/idempotency.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';

const charge = 'ch_1';
type Pair = [string, CreateRefundInput, CreateRefundInput];
/** An input field of a later version: not in the type yet. */
const later = (value: unknown): CreateRefundInput => ({ charge, laterField: value }) as CreateRefundInput;

describe('section 8: the same input', () => {
  test.each<Pair>([
    ['fields in another order', { charge, amount: 5n }, { amount: 5n, charge }],
    [
      'metadata in another order',
      { charge, metadata: { a: '1', b: '2', c: '3' } },
      { charge, metadata: { c: '3', a: '1', b: '2' } },
    ],
    [
      'null and left out',
      { charge },
      {
        charge,
        paymentIntent: null,
        amount: null,
        reason: null,
        metadata: null,
        instructionsEmail: null,
        refundApplicationFee: null,
        reverseTransfer: null,
        expectedAmountRefundable: null,
      },
    ],
    ['undefined and left out', { charge }, { charge, amount: undefined, metadata: undefined }],
    [
      'null in metadata and left out',
      { charge, metadata: { a: '1', b: null } },
      { charge, metadata: { a: '1' } },
    ],
    ['whatever the key', { charge, idempotencyKey: 'a' }, { charge, idempotencyKey: 'b' }],
    ['a field of a later version that is not given', { charge }, later(null)],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  });
});

describe('section 8: another input', () => {
  test.each<Pair>([
    ['amount left out and amount = all', { charge }, { charge, amount: 1000n }],
    ['another amount', { charge, amount: 100n }, { charge, amount: 1000n }],
    ['false and left out', { charge }, { charge, reverseTransfer: false }],
    ['false and true', { charge, reverseTransfer: false }, { charge, reverseTransfer: true }],
    ['one flag and the other', { charge, reverseTransfer: true }, { charge, refundApplicationFee: true }],
    ['{} and left out', { charge }, { charge, metadata: {} }],
    ['{} and the empty value', { charge, metadata: {} }, { charge, metadata: '' }],
    ['an empty metadata value and left out', { charge, metadata: { a: '' } }, { charge, metadata: {} }],
    ['a number and its text', { charge, amount: 5n }, { charge, amount: '5' as unknown as bigint }],
    ['charge and intent', { charge: 'x' }, { paymentIntent: 'x' }],
    [
      'an ordinary key named __proto__',
      { charge, metadata: {} },
      { charge, metadata: JSON.parse('{"__proto__":"1"}') },
    ],
    [
      'text that looks like two metadata entries',
      { charge, metadata: { a: '1","b":"2' } },
      { charge, metadata: { a: '1', b: '2' } },
    ],
    ['a field of a later version that is given', { charge }, later(true)],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });
});

test('section 8: a fingerprint of today is one of tomorrow', () => {
  // Kept keys outlive the version that made them: a change of this text forgets them all.
  const input: CreateRefundInput = {
    charge,
    amount: 400n,
    reason: 'duplicate',
    metadata: { b: '2', a: '1' },
    reverseTransfer: false,
  };
  expect(fingerprintOf(input)).toBe('330abb77d27ad3e626c3e5c8143252c129039e257e0df922d3681b280a7905ed');
});
