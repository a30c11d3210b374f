import { describe, expect, test } from 'vitest';
import { keptInput } from '../../src/rules/approval.js';
import type { RefundDecision } from '../../src/rules/decide-refund.js';
import { fingerprintOf } from '../../src/rules/idempotency.js';
import { amountAsked, type CreateRefundInput, refuseInput } from '../../src/rules/refund-input.js';
import { keptLines, linesOf, type RefundLine } from '../../src/rules/refund-lines.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { allowed, decideOn } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const line = (values: Partial<RefundLine> = {}): RefundLine => ({
  description: 'A mug',
  amount: 100n,
  ...values,
});
const refuse = (lines: readonly RefundLine[], input: CreateRefundInput = {}) =>
  refuseInput({ charge: 'ch_1', lines, ...input });
const hundred = Array.from({ length: 100 }, () => line({ amount: 1n }));

describe('rule 16.3: lines that are accepted', () => {
  test.each<[string, readonly RefundLine[], CreateRefundInput]>([
    ['one line, without an amount', [line()], {}],
    ['lines that add up', [line(), line({ amount: 1n })], { amount: 101n }],
    ['lines that add up to 1', [line({ amount: 1n })], {}],
    ['a quantity of 1', [line({ quantity: 1 })], {}],
    ['a hundred lines', hundred, { amount: 100n }],
    ['a line of nothing beside another', [line({ amount: 0n }), line()], {}],
    ['all tax, and no tax', [line({ taxAmount: 100n }), line({ taxAmount: 0n })], {}],
    ['a description of 512 characters', [line({ description: 'd'.repeat(512) })], {}],
    ['the largest quantity', [line({ quantity: 2 ** 31 - 1 })], {}],
    ['null counts as left out', [line({ quantity: null, taxAmount: null })], { amount: null }],
  ])('%s', (_, lines, input) => expect(refuse(lines, input)).toBeNull());
});

describe('rule 16.3: lines that are refused, with param lines', () => {
  const sum = 'The lines add up to 100, and the amount is 99. They must be equal.';
  const text = 'Line 2: its description must have 1 to 512 characters, and not only spaces.';
  const tax = 'Line 1: its tax is part of its amount, so it must be from 0 to the amount.';
  const none = 'Give at least one line, or leave the lines out.';
  test.each<[string, readonly RefundLine[], CreateRefundInput, string]>([
    ['none', [], {}, none],
    ['none, with an amount', [], { amount: 1n }, none],
    ['101', [...hundred, line()], {}, 'A refund has at most 100 lines.'],
    ['a sum above the amount', [line()], { amount: 99n }, sum],
    ['a sum of 0', [line({ amount: 0n })], {}, 'The lines must add up to at least 1.'],
    ['a blank description', [line(), line({ description: ' ' })], {}, text],
    ['a long description', [line(), line({ description: 'd'.repeat(513) })], {}, text],
    ['a quantity of 0', [line({ quantity: 0 })], {}, 'Line 1: its quantity must be at least 1.'],
    ['a quantity beyond Int', [line({ quantity: 2 ** 31 })], {}, 'Line 1: its quantity must be at least 1.'],
    ['a negative amount', [line({ amount: -1n })], {}, 'Line 1: its amount must not be negative.'],
    ['more tax than amount', [line({ taxAmount: 101n })], {}, tax],
    ['a negative tax', [line({ taxAmount: -1n })], {}, tax],
  ])('%s', (_, lines, input, message) =>
    expect(refuse(lines, input)).toEqual({ code: 'PARAMETER_INVALID', message, param: 'lines' }),
  );
});

describe('rule 16.3: without an amount, the sum of the lines is the amount', () => {
  test('also where less than everything is left', () => {
    expect(amountAsked({ lines: [line(), line()] })).toBe(200n);
    expect(allowed(chargeOf(), { lines: [line(), line()] }).amount).toBe(200n);
    expect(allowed(chargeOf()).amount).toBe(1000n);
  });
  test('it is bounded by what is left, and by the step of the currency', () => {
    const refusal = decideOn(chargeOf({ amount: 150n }), { lines: [line(), line()] });
    expect(refusal).toMatchObject({ code: 'AMOUNT_TOO_LARGE', amountRefundable: 150n });
    const uneven = decideOn(chargeOf({ amount: 1000n, currency: 'isk' }), {
      lines: [line({ amount: 150n })],
    });
    expect(uneven).toMatchObject({ code: 'PARAMETER_INVALID', param: 'amount' });
  });
  test('rule 1.7: an uncaptured charge is released whole by lines of its amount only', () => {
    const charge = chargeOf({ captured: false });
    expect(decideOn(charge, { lines: [line()] })).toMatchObject({ code: 'CHARGE_NOT_REFUNDABLE' });
    expect(isRefusal(decideOn(charge, { lines: [line({ amount: 1000n })] }))).toBe(false);
  });
});

test('rule 16.3: lines are kept exactly, in JSON', () => {
  const lines = [
    { description: 'A mug', quantity: 2, amount: 2n ** 53n + 1n, taxAmount: 0n },
    { description: 'Shipping', quantity: null, amount: 0n, taxAmount: null },
  ];
  const kept = JSON.parse(JSON.stringify(keptLines(lines)));
  expect(kept[1]).toEqual({ description: 'Shipping', amount: '0' });
  expect(linesOf(kept)).toEqual(lines);
  expect(linesOf(null)).toBeNull();
  // An approval keeps them too (rule 13.3).
  const decision = { charge: chargeOf(), amount: 1n, instructionsEmail: null } as RefundDecision;
  expect(keptInput({ lines }, decision)['lines']).toEqual(kept);
});

test('section 8: lines count by value and in their order', () => {
  const print = (lines: readonly RefundLine[] | null) => fingerprintOf({ charge: 'ch_1', lines });
  const [one, other] = [line(), line({ amount: 5n })];
  expect(print([line({ quantity: null, taxAmount: null })])).toBe(print([one]));
  expect(print(null)).toBe(fingerprintOf({ charge: 'ch_1' }));
  const different = [
    [one],
    [one, other],
    [other, one],
    [line({ quantity: 1 })],
    [line({ taxAmount: 0n })],
    [],
  ];
  expect(new Set(different.map(print)).size).toBe(different.length);
  expect(print([one])).not.toBe(fingerprintOf({ charge: 'ch_1', amount: 100n }));
});
