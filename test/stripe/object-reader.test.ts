import { describe, expect, test } from 'vitest';
import { BadObject, type JsonObject, ObjectReader } from '../../src/stripe/object-reader.js';

const reader = (fields: JsonObject) => new ObjectReader(fields);
/** What a reader makes of the field `x`. */
const read = <T>(x: unknown, how: (from: ObjectReader) => T): T => how(reader({ x }));

type Read = (from: ObjectReader) => unknown;
const amount: Read = (from) => from.amountOrNull('x');
const time: Read = (from) => from.timeOrNull('x');
const text: Read = (from) => from.text('x', 5);
const flag: Read = (from) => from.flag('x', true);
const reference: Read = (from) => from.reference('x', ['ch', 'py']);
const oneOf: Read = (from) => from.oneOfOrNull('x', { a: 'a', b: 'b' }, { old: 'b' });

test.each<[string, Read, unknown, unknown]>([
  ['an amount', amount, 0, 0n],
  ['the largest amount', amount, Number.MAX_SAFE_INTEGER, 9007199254740991n],
  ['no amount', amount, null, null],
  ['a negative amount', (from) => from.amount('x', -5), -5, -5n],
  ['the first time', time, 0, new Date(0)],
  ['the last time', time, 253_402_300_799, new Date('9999-12-31T23:59:59.000Z')],
  ['a text', text, ' abc ', ' abc '],
  ['a text of blanks', text, ' \t', null],
  ['a flag', flag, false, false],
  ['no flag', flag, null, true],
  ['a reference', reference, 'py_1', 'py_1'],
  ['an expanded reference', reference, { id: 'ch_1' }, 'ch_1'],
  ['no reference', reference, null, null],
  ['a value', oneOf, 'a', 'a'],
  ['an older name of a value', oneOf, 'old', 'b'],
  ['no part', (from) => from.part('x'), null, null],
  ['a reference that is not expanded', (from) => from.expanded('x'), 'ch_1', null],
])('section 11: %s is read', (_, how, value, expected) => {
  expect(read(value, how)).toEqual(expected);
});

const UNSTORABLE = 'contains a NUL character or an unpaired surrogate, which cannot be stored';
const WHOLE = 'a whole number from 0 to 9007199254740991';
const SECONDS = 'a time in whole seconds since 1970';
const IDS = 'an id that begins with ch_ or py_';

test.each<[Read, unknown, string]>([
  [amount, -1, `x is -1, not ${WHOLE}`],
  [amount, 1.5, `x is 1.5, not ${WHOLE}`],
  [amount, 2 ** 53, `x is 9007199254740992, not ${WHOLE}`],
  [amount, '1', `x is "1", not ${WHOLE}`],
  [(from) => from.amount('x', 1), 0, 'x is 0, not a whole number from 1 to 9007199254740991'],
  [(from) => from.amount('x'), null, 'x is missing'],
  [time, -1, `x is -1, not ${SECONDS}`],
  [time, 0.5, `x is 0.5, not ${SECONDS}`],
  [time, 253_402_300_800, `x is 253402300800, not ${SECONDS}`],
  [time, '0', `x is "0", not ${SECONDS}`],
  [(from) => from.time('x'), null, 'x is missing'],
  [text, 7, 'x is 7, not a string'],
  [text, 'abcdef', 'x is longer than 5 characters'],
  [text, 'a\0', `x ${UNSTORABLE}`],
  [text, 'a\ud83d', `x ${UNSTORABLE}`],
  [(from) => from.requiredText('x'), ' ', 'x is missing'],
  [(from) => from.personalText('x'), 7, 'x is not a string'],
  [(from) => from.personalText('x', 1), 'ab', 'x is longer than 1 characters'],
  [(from) => from.personalPart('x'), 'Ann', 'x is not an object'],
  [(from) => from.part('x'), [], 'x is [], not an object'],
  [flag, 'yes', 'x is "yes", not true or false'],
  [(from) => from.flag('x'), null, 'x is missing'],
  [reference, 7, 'x is 7, not an id'],
  [reference, 're_1', `x is "re_1", not ${IDS}`],
  [reference, { id: 're_1' }, `x.id is "re_1", not ${IDS}`],
  [reference, {}, 'x.id is missing'],
  [(from) => from.requiredReference('x'), null, 'x is missing'],
  [oneOf, 'c', 'x is "c", not one of a, b'],
  [oneOf, 'toString', 'x is "toString", not one of a, b'],
  [oneOf, 7, 'x is 7, not one of a, b'],
  [(from) => from.oneOf('x', { a: 'a' }), null, 'x is missing'],
])('section 11: a wrong field is told with what it should be: %#', (how, value, why) => {
  expect(() => read(value, how)).toThrow(new BadObject(why, why.endsWith('is missing')));
});

test('section 11: only what is missing makes an object incomplete', () => {
  const faultOf = (value: unknown) => {
    try {
      return read(value, (from) => from.amount('x'));
    } catch (error) {
      return error instanceof BadObject && error.isIncomplete;
    }
  };
  expect([faultOf(undefined), faultOf(null), faultOf('1')]).toEqual([true, true, false]);
});

test('section 11: a field inside a part is told with its path', () => {
  const parts = reader({ a: { b: { c: 7, text: 'x\0', metadata: { k: 1 } } } });
  const inner = (from: ObjectReader) => from.part('a')?.expanded('b') as ObjectReader;
  expect(() => inner(parts).text('c')).toThrow(new BadObject('a.b.c is 7, not a string'));
  expect(() => inner(parts).text('text')).toThrow(new BadObject(`a.b.text ${UNSTORABLE}`));
  expect(() => inner(parts).personalText('c')).toThrow(new BadObject('a.b.c is not a string'));
  expect(() => inner(parts).personalPart('c')).toThrow(new BadObject('a.b.c is not an object'));
  expect(() => inner(parts).text('text', 1)).toThrow(new BadObject('a.b.text is longer than 1 characters'));
  expect(() => inner(parts).requiredText('none')).toThrow(new BadObject('a.b.none is missing', true));
  expect(() => inner(parts).metadata()).toThrow(new BadObject('a.b.metadata "k" is 1, not a string'));
});

describe('section 11: the fields that every kind has', () => {
  test('an id has a prefix of its kind', () => {
    expect(reader({ id: 'ch_1' }).id(['py', 'ch'])).toBe('ch_1');
    expect(() => reader({ id: 're_1' }).id(['ch'])).toThrow(
      new BadObject('id is "re_1", not an id that begins with ch_'),
    );
    expect(() => reader({}).id(['ch'])).toThrow(new BadObject('id is missing', true));
  });

  test('a currency is three letters, also in capitals', () => {
    expect([reader({ currency: 'EUR' }).currency(), reader({}).currencyOrNull()]).toEqual(['eur', null]);
    for (const currency of ['eu', 'euro', 'e1r', 'eur '])
      expect(() => reader({ currency }).currency()).toThrow(
        new BadObject(`currency is "${currency}", not a currency of three letters`),
      );
    expect(() => reader({}).currency()).toThrow(new BadObject('currency is missing', true));
  });

  test('metadata are texts by key, and the same object', () => {
    const metadata = { a: 'x', b: '' };
    expect(reader({ metadata }).metadata()).toBe(metadata);
    expect([reader({}).metadata(), reader({ metadata: [] }).metadata()]).toEqual([{}, {}]);
    for (const [given, why] of [
      [[1], 'metadata is [1], not an object'],
      [{ a: 1 }, 'metadata "a" is 1, not a string'],
      [{ 'a\0': 'x' }, `metadata ${UNSTORABLE}`],
      [{ a: 'x\0' }, `metadata "a" ${UNSTORABLE}`],
    ] as const)
      expect(() => reader({ metadata: given }).metadata()).toThrow(new BadObject(why));
  });

  test('a field that the object only inherits is missing', () => {
    expect(read(undefined, (from) => from.text('toString'))).toBeNull();
  });
});
