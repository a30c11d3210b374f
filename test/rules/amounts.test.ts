import { expect, test } from 'vitest';
import { largerOf, notBelowZero, smallerOf } from '../../src/rules/amounts.js';

const LARGE = 2n ** 60n;

test.each([
  [1n, 2n, 1n, 2n],
  [-1n, 0n, -1n, 0n],
  [LARGE, LARGE + 1n, LARGE, LARGE + 1n],
])('of %s and %s, the smaller and the larger', (one, other, smaller, larger) => {
  expect([smallerOf(one, other), smallerOf(other, one)]).toEqual([smaller, smaller]);
  expect([largerOf(one, other), largerOf(other, one)]).toEqual([larger, larger]);
});

test.each([
  [-1n, 0n],
  [0n, 0n],
  [1n, 1n],
  [LARGE, LARGE],
])('%s is %s if it may not be below zero', (amount, expected) => {
  expect(notBelowZero(amount)).toBe(expected);
});
