import { expect, test } from 'vitest';
import { isRefusal } from '../../src/rules/refusal.js';

const refusal = { code: 'AMOUNT_TOO_LARGE', message: 'Too large', param: 'amount' };

test('section 10: a refusal has a code, a message and a param, which may be null', () => {
  expect(isRefusal(refusal)).toBe(true);
  expect(isRefusal({ ...refusal, param: null })).toBe(true);
});

test.each(['code', 'message', 'param'])('section 10: a value without %s is no refusal', (name) => {
  // An error of the database has a code and a message.
  expect(isRefusal(Object.fromEntries(Object.entries(refusal).filter(([key]) => key !== name)))).toBe(false);
});
