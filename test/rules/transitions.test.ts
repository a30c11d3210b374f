import { expect, test } from 'vitest';
import { canBecome, finalStatuses, holdsAmount } from '../../src/rules/transitions.js';

const statuses = ['requires_action', 'pending', 'succeeded', 'failed', 'canceled'] as const;
type Status = (typeof statuses)[number];

const allowed: readonly { readonly rule: string; readonly from: Status; readonly to: Status }[] = [
  { rule: 'rule 6.6', from: 'requires_action', to: 'pending' },
  { rule: 'rule 6.7', from: 'requires_action', to: 'failed' },
  { rule: 'rule 6.8', from: 'requires_action', to: 'canceled' },
  { rule: 'rule 6.9', from: 'pending', to: 'succeeded' },
  { rule: 'rules 6.10 and 6.11', from: 'pending', to: 'failed' },
  { rule: 'rule 6.10', from: 'pending', to: 'requires_action' },
  { rule: 'rule 6.10', from: 'succeeded', to: 'failed' },
  { rule: 'rule 6.10', from: 'succeeded', to: 'requires_action' },
];

test.each(allowed)('$rule: $from may become $to', ({ from, to }) => {
  expect(canBecome(from, to)).toBe(true);
});

const forbidden = statuses
  .flatMap((from) => statuses.map((to) => ({ from, to })))
  .filter((step) => !allowed.some(({ from, to }) => from === step.from && to === step.to));

test.each(forbidden)('section 6: $from may not become $to', ({ from, to }) => {
  expect(canBecome(from, to)).toBe(false);
});

test('section 6: every pair of statuses is in one of the tables', () => {
  expect(allowed.length + forbidden.length).toBe(statuses.length ** 2);
});

test('section 6: failed and canceled are final, and every other status can reach all statuses', () => {
  expect(finalStatuses.toSorted()).toEqual(['canceled', 'failed']);
  for (const start of statuses.filter((status) => !finalStatuses.includes(status))) {
    const reached = new Set<Status>([start]);
    for (const from of reached) for (const to of statuses) if (canBecome(from, to)) reached.add(to);
    expect([...reached].toSorted()).toEqual(statuses.toSorted());
  }
});

test.each([
  ['requires_action', true],
  ['pending', true],
  ['succeeded', true],
  ['failed', false],
  ['canceled', false],
] as const)('section 2: a refund that is %s holds its amount: %s', (status, holds) => {
  expect(holdsAmount(status)).toBe(holds);
});
