import { expect, test } from 'vitest';
import { shortMessage } from '../../../src/graphql/request/short-message.js';

const x = (count: number): string => 'x'.repeat(count);

test('section 10: a message that repeats no more than 64 characters of a value stays as it is', () => {
  for (const message of [
    `Unknown argument "${x(64)}" on field "Query.refunds".`,
    `No such charge: '${x(64)}…'`,
    'Cannot query field "chargge" on type "Refund". Did you mean "charge" or "created"?',
    'DateTime cannot represent a value that is not a date and time with an offset, as RFC 3339 writes it.',
  ])
    expect(shortMessage(message)).toBe(message);
});

test('section 10: longer names and values are cut, and the reason at the end stays', () => {
  expect(shortMessage(`Value "${x(190_000)}" does not exist in "RefundStatus" enum.`)).toBe(
    `Value "${x(64)}…" does not exist in "RefundStatus" enum.`,
  );
  expect(shortMessage(`Value "it is \\"${x(100)}\\"" does not exist.`)).toBe(
    `Value "it is \\"${x(56)}…" does not exist.`,
  );
  expect(
    shortMessage(`Variable "$id" got invalid value { ${x(100)}: 1 } at "id"; ID cannot represent it.`),
  ).toBe(`Variable "$id" got invalid value { ${x(64)}… 1 } at "id"; ID cannot represent it.`);
});

test('section 10: a message that repeats many values is cut in its middle', () => {
  const message = shortMessage(
    `Expected value of type "ID!", found [${'1, '.repeat(60_000)}1]; ID is a text.`,
  );
  expect(message).toHaveLength(501);
  expect(message).toMatch(/^Expected value of type "ID!", found \[1, 1, .*…, 1, .*1\]; ID is a text\.$/);
});

test('section 10: no message takes long to cut', () => {
  for (const text of ['"', '\\"', '"\\', "'", ' "'])
    expect(shortMessage(text.repeat(95_000)).length).toBeLessThanOrEqual(501);
});
