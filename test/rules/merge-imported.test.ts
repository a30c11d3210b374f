import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Columns, mergeImported } from '../../src/rules/merge-imported.js';

const STATE = {
  columns: ['status', 'failure_reason'],
  isFinal: ({ status }: Columns) => status === 'canceled' || status === 'failed',
};

test.each<
  [string, before: Columns | null, ours: Columns, theirs: Columns, merged: Columns, conflicts: object[]]
>([
  ['nothing changed', { a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }, []],
  ['only the ledger changed', { a: 1 }, { a: 2 }, { a: 1 }, { a: 2 }, []],
  ['only the provider changed', { a: 1 }, { a: 1 }, { a: 2 }, { a: 2 }, []],
  ['both changed to the same', { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }, []],
  ['both changed: the provider’s', { a: 1 }, { a: 2 }, { a: 3 }, { a: 3 }, [{ field: 'a', isKept: false }]],
  ['the last import is not known: the provider’s', null, { a: 1 }, { a: 2 }, { a: 2 }, []],
  ['null and nothing are the same', { a: null }, {}, { a: null }, { a: undefined }, []],
  [
    'a refund that was canceled here stays canceled, with its reason',
    { status: 'requires_action', failure_reason: null },
    { status: 'canceled', failure_reason: 'merchant_request' },
    { status: 'requires_action', failure_reason: null },
    { status: 'canceled', failure_reason: 'merchant_request' },
    [],
  ],
  [
    'a final state stays, and is told',
    { status: 'requires_action', failure_reason: null },
    { status: 'canceled', failure_reason: 'merchant_request' },
    { status: 'pending', failure_reason: null },
    { status: 'canceled', failure_reason: 'merchant_request' },
    [{ field: 'status', isKept: true }],
  ],
  [
    'a final state stays even if the last import is not known',
    null,
    { status: 'failed', failure_reason: 'unknown' },
    { status: 'succeeded', failure_reason: null },
    { status: 'failed', failure_reason: 'unknown' },
    [{ field: 'status', isKept: true }],
  ],
  [
    'a state that is not final is taken',
    { status: 'pending', failure_reason: null },
    { status: 'succeeded', failure_reason: null },
    { status: 'failed', failure_reason: 'unknown' },
    { status: 'failed', failure_reason: 'unknown' },
    [{ field: 'status', isKept: false }],
  ],
  [
    'metadata by key: set here, set there, removed here, removed there, changed by both',
    { m: { kept: '1', here: '1', there: '1', both: '1' } },
    { m: { kept: '1', there: '1', both: '2', set: 'x' } },
    { m: { kept: '1', here: '1', both: '3', other: 'y' } },
    { m: { kept: '1', both: '2', set: 'x', other: 'y' } },
    [{ field: 'm.both', isKept: true }],
  ],
  [
    'metadata with keys of the prototype',
    { m: {} },
    { m: { constructor: 'a' } },
    { m: JSON.parse('{"__proto__":"b"}') },
    { m: JSON.parse('{"constructor":"a","__proto__":"b"}') },
    [],
  ],
])('section 11: imported again, %s', (_, before, ours, theirs, merged, conflicts) => {
  expect(mergeImported(before, ours, theirs, 'status' in theirs ? [STATE] : [])).toStrictEqual({
    merged,
    conflicts,
  });
});

const value = fc.constantFrom('1', '2', '3');
const metadata = fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), value);
const columns = fc.record({ amount: value, status: fc.constantFrom('pending', 'failed'), metadata });

test('section 11: importing what was said before changes nothing, and importing twice is importing once', () => {
  fc.assert(
    fc.property(columns, columns, columns, (before, ours, theirs) => {
      const group = { ...STATE, columns: ['status'] };
      expect(mergeImported(before, ours, before, [group]).merged).toEqual(ours);
      const { merged } = mergeImported(before, ours, theirs, [group]);
      expect(mergeImported(theirs, merged, theirs, [group]).merged).toEqual(merged);
    }),
  );
});

test.each([
  ['what the last import already said is taken where the ledger has nothing', null, 'Ann', 'Ann'],
  ['what an import took stays as it is here', 'Ben', 'Ann', 'Ben'],
])('section 11: of a column that came later, %s', (_, ours, said, expected) => {
  const values = (name: string | null) => ({ name, amount: 1 });
  expect(mergeImported(values(said), values(ours), values(said), [], ['name'])).toEqual({
    merged: values(expected),
    conflicts: [],
  });
});
