import { describe, expect, test } from 'vitest';
import { amountLeftOfDay, countLeftOfDay, limitOf, limitsOf, matchesCaller } from '../../src/rules/policy.js';
import { limitWith, policyWith } from '../support/rows/policies.js';

describe('section 12: the pattern of a caller', () => {
  test.each([
    ['desk', 'desk', true],
    ['desk', 'desk-1', false],
    ['desk-*', 'desk-1', true],
    ['desk-*', 'desk-', true],
    ['desk-*', 'Desk-1', false],
    ['*', '', true],
    ['*-eu', 'desk-eu', true],
    ['*-eu', 'desk-eu-2', false],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'a1c', false],
    ['*a*', 'abc', true],
    ['*a*', 'bc', false],
    ['', '', true],
    // The parts of a pattern do not share letters of the name.
    ['ab*ba', 'aba', false],
    ['a*b*b', 'ab', false],
    // No other letter has a meaning.
    ['desk.', 'desk1', false],
  ])('%s and the name %s', (pattern, name, matches) => {
    expect(matchesCaller(pattern, name)).toBe(matches);
  });
});

describe('section 12: the first limit that matches counts', () => {
  const boss = limitWith({ caller: 'desk-boss' });
  const desk = limitWith({ caller: 'desk-*', maxAmount: 100n });
  const euro = limitWith({ caller: '*', currency: 'eur', maxAmount: 50n });
  const last = limitWith({ caller: '*', maxAmount: 1n });
  const policy = policyWith({ limits: [boss, desk, euro, last] });

  test('for a caller and a currency', () => {
    expect(limitOf(policy, 'desk-boss', 'usd')).toBe(boss);
    expect(limitOf(policy, 'desk-2', 'usd')).toBe(desk);
    expect(limitOf(policy, 'desk-2', 'eur')).toBe(euro);
    expect(limitOf(policy, '', 'usd')).toBe(last);
    expect(limitOf(policy, 'desk-2', 'jpy')).toBeNull();
  });

  test('and is what the caller is told for each currency', () => {
    expect(limitsOf(policy, 'desk-2')).toEqual([desk, euro]);
    expect(limitsOf(policyWith({ limits: [desk] }), 'shop')).toEqual([]);
  });
});

test('section 12: nothing is left of a day that is beyond its limit, such as after the limit was lowered', () => {
  const limit = limitWith({ maxAmountPerDay: 500n, maxCountPerDay: 3 });
  const day = { day: '2026-03-01', amount: 700n, count: 4 };
  expect(amountLeftOfDay(limit, day)).toBe(0n);
  expect(countLeftOfDay(limit, day)).toBe(0);
  expect(amountLeftOfDay(limit, { ...day, amount: 499n })).toBe(1n);
  expect(countLeftOfDay(limit, { ...day, count: 2 })).toBe(1);
  expect(amountLeftOfDay(limitWith(), day)).toBeNull();
  expect(countLeftOfDay(limitWith(), day)).toBeNull();
});
