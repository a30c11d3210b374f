import { expect, test } from 'vitest';
import { MAX_LEVELS } from '../../src/import/steps/nesting.js';
import { parseLine } from '../../src/import/steps/parse-line.js';
import { chargeObject, refundObject } from '../support/rows/stripe-objects.js';

/** A JSON value of so many levels. */
const nested = (levels: number, open = '[', close = ']'): string =>
  open.repeat(levels) + close.repeat(levels);

/** A charge with one more field, or with another value for one that it has, as JSON. */
const withField = (name: string, json: string): string =>
  JSON.stringify({ ...chargeObject(), [name]: '?' }).replace('"?"', () => json);

const tooDeep = { why: `it is nested more than ${MAX_LEVELS} levels deep`, id: null };

test.each([
  ['in a field that nobody reads', withField('x', nested(100_000))],
  [
    'beside an object of the ledger',
    withField('x', `[${JSON.stringify(refundObject())},${nested(100_000)}]`),
  ],
  ['in an amount', withField('amount', nested(100_000))],
  ['in metadata', withField('metadata', `{"a":${nested(100_000)}}`)],
  ['in pages of pages', nested(60_000, '{"data":[', ']}')],
  ['in objects', withField('x', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)],
  ['behind a field of the same name', `{"x":${nested(MAX_LEVELS)},${withField('x', '1').slice(1)}`],
  ['by one level', withField('x', nested(MAX_LEVELS))],
])('a line that is nested too deep is a bad one: %s', (_, line) => {
  expect(parseLine(line)).toEqual({
    erased: 0,
    objects: [],
    skipped: [],
    sums: [],
    lists: [],
    faults: [tooDeep],
  });
});

test.each([
  ['as many levels as are allowed', nested(MAX_LEVELS - 1)],
  ['brackets side by side', `[${'[],{},'.repeat(MAX_LEVELS)}[]]`],
  ['brackets in a text', JSON.stringify(`\\"${'[{'.repeat(MAX_LEVELS)}\\`)],
])('a line is not nested too deep: %s', (_, json) => {
  expect(parseLine(withField('x', json))).toMatchObject({ objects: [{ expanded: false }], faults: [] });
});

test('section 11: a line of a file of faults is recognized as one', () => {
  const listed = JSON.stringify({ line: 3, why: 'it is not JSON', text: '{' });
  expect(parseLine(listed)?.faults).toMatchObject([
    { why: expect.stringContaining('a file of faults; `jq -r') },
  ]);
});
