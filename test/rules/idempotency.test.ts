import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/rules/idempotency.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';

const charge = 'ch_1';
type Pair = [string, CreateRefundInput, CreateRefundInput];
/** An input with a field of a later version, which the type does not have yet. */
const later = (value: unknown): CreateRefundInput => ({ charge, laterField: value }) as CreateRefundInput;

describe('section 8: equal inputs have one fingerprint', () => {
  test.each<Pair>([
    ['fields in another order', { charge, amount: 5n }, { amount: 5n, charge }],
    [
      'metadata in another order',
      { charge, metadata: { a: '1', b: '2', c: '3' } },
      { charge, metadata: { c: '3', a: '1', b: '2' } },
    ],
    [
      'null and an omitted field',
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
        note: null,
        reasonCode: null,
      },
    ],
    ['undefined and an omitted field', { charge }, { charge, amount: undefined, metadata: undefined }],
    [
      'null in metadata and an omitted key',
      { charge, metadata: { a: '1', b: null } },
      { charge, metadata: { a: '1' } },
    ],
    ['another idempotency key', { charge, idempotencyKey: 'a' }, { charge, idempotencyKey: 'b' }],
    ['a field of a later version that is null', { charge }, later(null)],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(one)).toBe(fingerprintOf(other));
  });
});

describe('section 8: different inputs have different fingerprints', () => {
  test.each<Pair>([
    ['an omitted amount and the whole amount', { charge }, { charge, amount: 1000n }],
    ['another amount', { charge, amount: 100n }, { charge, amount: 1000n }],
    ['false and an omitted flag', { charge }, { charge, reverseTransfer: false }],
    ['false and true', { charge, reverseTransfer: false }, { charge, reverseTransfer: true }],
    ['one flag and the other', { charge, reverseTransfer: true }, { charge, refundApplicationFee: true }],
    ['{} and omitted metadata', { charge }, { charge, metadata: {} }],
    ['{} and the empty string', { charge, metadata: {} }, { charge, metadata: '' }],
    ['an empty metadata value and no value', { charge, metadata: { a: '' } }, { charge, metadata: {} }],
    ['a number and its text', { charge, amount: 5n }, { charge, amount: '5' as unknown as bigint }],
    ['a charge and a payment intent with the same id', { charge: 'x' }, { paymentIntent: 'x' }],
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
    ['a note and none', { charge }, { charge, note: 'Called twice' }],
    ['a note and an equal reason code', { charge, note: 'late' }, { charge, reasonCode: 'late' }],
    ['a field of a later version with a value', { charge }, later(true)],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });
});

test('section 8: later versions compute the same fingerprint', () => {
  // Stored keys outlive the version that wrote them. If the fingerprint changed, every replay of them would be refused.
  const input: CreateRefundInput = {
    charge,
    amount: 400n,
    reason: 'duplicate',
    metadata: { b: '2', a: '1' },
    reverseTransfer: false,
  };
  expect(fingerprintOf(input)).toBe('330abb77d27ad3e626c3e5c8143252c129039e257e0df922d3681b280a7905ed');
});
