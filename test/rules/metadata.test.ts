import { describe, expect, test } from 'vitest';
import {
  type MetadataChange,
  mergeMetadata,
  refuseMetadata,
  refuseMetadataChange,
} from '../../src/rules/metadata.js';

const keysOf = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));
/** JSON.parse and the GraphQL scalar make `__proto__` an own property. An object literal would set the prototype. */
const parsed = (json: string): Record<string, string> => JSON.parse(json) as Record<string, string>;

describe('section 4: a change is merged into the metadata', () => {
  test.each<[string, MetadataChange, Record<string, string>]>([
    ['given keys are set, other keys stay', { b: '3', c: '4' }, { a: '1', b: '3', c: '4' }],
    ['an empty string unsets a key', { a: '' }, { b: '2' }],
    ['null unsets a key', { a: null }, { b: '2' }],
    ['unsetting a key that does not exist changes nothing', { x: '', y: null }, { a: '1', b: '2' }],
    ['an empty object changes nothing', {}, { a: '1', b: '2' }],
    ['an empty string in place of the object unsets every key', '', {}],
  ])('%s', (_, change, expected) => {
    const current = { a: '1', b: '2' };
    expect(mergeMetadata(current, change)).toEqual(expected);
    expect(current).toEqual({ a: '1', b: '2' });
  });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0'])(
  'section 4: %s is an ordinary key',
  (key) => {
    const change = parsed(`{${JSON.stringify(key)}: "value"}`);
    expect(refuseMetadataChange(change)).toBeNull();
    const merged = mergeMetadata({ a: '1' }, change);
    expect(Object.entries(merged)).toHaveLength(2);
    expect(Object.entries(merged)).toContainEqual([key, 'value']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(mergeMetadata(merged, parsed(`{${JSON.stringify(key)}: ""}`))).toEqual({ a: '1' });
  },
);

describe('section 4: limits', () => {
  test.each<[string, MetadataChange]>([
    ['50 keys', keysOf(50)],
    ['51 keys, one of them unset', { ...keysOf(50), another: null }],
    ['a key of 1 character', { k: 'v' }],
    ['a key of 40 characters', { ['k'.repeat(40)]: 'v' }],
    ['a key of 40 characters beyond the BMP', { ['😀'.repeat(40)]: 'v' }],
    ['a value of 500 characters', { k: 'v'.repeat(500) }],
    ['a value of 500 characters beyond the BMP', { k: '😀'.repeat(500) }],
    ['an empty string', ''],
    ['nothing', {}],
  ])('%s is accepted', (_, change) => {
    expect(refuseMetadataChange(change)).toBeNull();
  });

  test.each<[string, MetadataChange, string]>([
    [
      '51 keys',
      keysOf(51),
      "Metadata can have up to 50 keys, but would have 51; the first too many is 'key50'.",
    ],
    ['an empty key', { '': 'v' }, 'Metadata keys must have at least 1 character.'],
    [
      'a key of 41 characters',
      { ['k'.repeat(41)]: 'v' },
      `Metadata keys can have up to 40 characters, but '${'k'.repeat(41)}' has 41.`,
    ],
    [
      'a key of 41 characters that is unset',
      { ['k'.repeat(41)]: null },
      `Metadata keys can have up to 40 characters, but '${'k'.repeat(41)}' has 41.`,
    ],
    ['a key with [', { 'a[b': 'v' }, "Metadata keys cannot have square brackets, but 'a[b' has."],
    ['a key with ]', { 'a]': 'v' }, "Metadata keys cannot have square brackets, but 'a]' has."],
    [
      'a value of 501 characters',
      { k: 'v'.repeat(501) },
      "Metadata values can have up to 500 characters, but the value of 'k' has 501.",
    ],
  ])('%s is refused, and the message has the key and the limit', (_, change, message) => {
    expect(refuseMetadataChange(change)).toEqual({ code: 'PARAMETER_INVALID', message, param: 'metadata' });
  });

  test('the limit applies to all keys together, not only to the given ones', () => {
    expect(refuseMetadata(mergeMetadata(keysOf(50), { another: 'v' }))).toMatchObject({
      code: 'PARAMETER_INVALID',
      message: "Metadata can have up to 50 keys, but would have 51; the first too many is 'another'.",
      param: 'metadata',
    });
    expect(refuseMetadata(mergeMetadata(keysOf(50), { another: 'v', key0: '' }))).toBeNull();
  });
});
