import { expect, test } from 'vitest';
import { documentsOf } from '../../../src/import/input/documents.js';
import { RefusedFile } from '../../../src/import/input/refused-file.js';
import { MAX_LINE_BYTES, type PlacedObject } from '../../../src/import/line.js';
import { keptChunks } from '../../support/kept-chunks.js';

/** The objects of a text that arrives in chunks of a size. */
async function objectsIn(text: string, size = 65_536): Promise<PlacedObject[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  }
  const objects: PlacedObject[] = [];
  for await (const item of documentsOf(chunks())) if ('text' in item) objects.push(item);
  return objects;
}

const NO_JSON = 'it is not JSON any more. Correct it there, or get the file again';
const CUT = 'so it is not complete. Get the whole file';

const one = { object: 'charge', name: 'é😀 "}]\\', list: [{ data: [1] }, [2]] };
const two = { data: { object: 'not a page', lines: [{}] }, object: 'refund' };
const page = { object: 'list', data: [one, two], has_more: false, more: [{ data: [{}] }] };
const pretty = (value: unknown) => JSON.stringify(value, null, 2);
const values = (objects: readonly PlacedObject[]) =>
  objects.map(({ text }) => (typeof text === 'string' ? JSON.parse(text) : text));

test.each([
  ['objects after each other', `${pretty(one)}\n${pretty(two)}`, [null, null]],
  ['objects without a blank between them', JSON.stringify(one) + JSON.stringify(two), [null, null]],
  ['an array', pretty([one, two]), [1, 2]],
  ['a list page', pretty(page), [1, 2]],
  ['a list page on one line', JSON.stringify(page), [1, 2]],
  ['a list page whose objects come first', pretty({ data: [one, two], object: 'list' }), [1, 2]],
  ['a list page without a name', pretty({ data: [one, two] }), [1, 2]],
  ['list pages in an array', pretty([{ data: [one] }, { data: [] }, { data: [two] }]), [1, 1]],
  ['arrays in an array', pretty([[one], [], [two]]), [1, 1]],
])('section 11: the objects of %s are found, however the bytes arrive', async (_, text, numbers) => {
  const objects = await objectsIn(text);
  expect(values(objects)).toEqual([one, two]);
  expect(objects.map(({ object }) => object)).toEqual(numbers);
  for (const size of [1, 2, 7]) expect(await objectsIn(text, size)).toEqual(objects);
});

test('section 11: each object has the line where it begins, and its text as it was written', async () => {
  const objects = await objectsIn(
    '\n\n{"data": [\r\n  {"amount":\n 1e2},\n\n  {"b":2}, {"c": 3}]}\n{\n"d": 4}',
    3,
  );
  expect(objects).toEqual([
    { text: '{"amount":\n 1e2}', line: 4, object: 1 },
    { text: '{"b":2}', line: 7, object: 2 },
    { text: '{"c": 3}', line: 7, object: 3 },
    { text: '{\n"d": 4}', line: 8, object: null },
  ]);
});

test('section 11: a list page says after its objects whether the list goes on', async () => {
  const url = '/v1/charges';
  const rest = { a: { has_more: false, url: 'b' } };
  const pages = [
    { data: [one], ...rest, has_more: true, url },
    { has_more: true, url, ...rest, data: [two] },
    { data: [], has_more: false },
    { has_more: 'yes', data: [{ has_more: true, url }] },
  ];
  async function* chunks() {
    for (const byte of Buffer.from(pages.map(pretty).join('\n'))) yield Buffer.of(byte);
  }
  const ends: unknown[] = [];
  for await (const item of documentsOf(chunks())) ends.push('page' in item ? item.page : item.line);
  expect(ends).toEqual([
    expect.any(Number),
    { hasMore: true, url },
    expect.any(Number),
    { hasMore: true, url },
    { hasMore: false, url: null },
    expect.any(Number),
  ]);
});

test('section 11: what is not an object among objects is found too', async () => {
  expect(await objectsIn('[{}, "a\\"b", 7, null]')).toMatchObject([
    { text: '{}' },
    { text: '"a\\"b"', object: 2 },
    { text: '7' },
    { text: 'null', object: 4 },
  ]);
  // Only the end of the file ends a number.
  expect(await objectsIn('{} 7')).toMatchObject([{ text: '{}' }, { text: '7', object: null }]);
});

test('section 11: an object that is too long does not affect its neighbours', async () => {
  const long = { text: 'x'.repeat(MAX_LINE_BYTES) };
  const objects = await objectsIn(pretty([one, long, two]), 10_000);
  expect(values(objects)).toEqual([one, { unreadable: `it is longer than ${MAX_LINE_BYTES} bytes` }, two]);
});

test('section 11: nothing of an object that is too long is kept in memory', async () => {
  const texts = `"${'x'.repeat(MAX_LINE_BYTES / 2)}",`;
  const kept = await keptChunks(documentsOf, [`{"a":[${texts}`, ...Array<string>(5).fill(texts), '1]}']);
  expect(kept.slice(0, 5)).toEqual(Array(5).fill(false));
});

test('section 11: an object of the largest size is read, and lists may stand in each other', async () => {
  const largest = JSON.stringify({ a: 'x'.repeat(MAX_LINE_BYTES - '{"a":""}'.length) });
  expect(await objectsIn(`[${largest},{}]`)).toEqual([
    { text: largest, line: 1, object: 1 },
    { text: '{}', line: 1, object: 2 },
  ]);
  expect(await objectsIn(`${'['.repeat(8)}{}${']'.repeat(8)}`)).toEqual([{ text: '{}', line: 1, object: 1 }]);
});

test.each([
  ['a missing comma', '[\n{}\n{}\n]', `near line 2, ${NO_JSON}`],
  ['a comma between objects', '{},\n{}', `near line 1, ${NO_JSON}`],
  ['two commas', '[{},\n,{}]', `near line 1, ${NO_JSON}`],
  ['a colon between objects', '[{},\n{}:1]', `near line 2, ${NO_JSON}`],
  ['a colon in the place of an object', '[{},:]', `near line 1, ${NO_JSON}`],
  ['a bracket too many', '{}\n}', `near line 1, ${NO_JSON}`],
  ['the end of a list too many', '{}\n]', `near line 1, ${NO_JSON}`],
  ['words', '{}\n{}\nand so on', `near line 2, ${NO_JSON}`],
  ['too many brackets', '['.repeat(9), `near line 1, ${NO_JSON}`],
  ['half a word at the end', '{}\nnul', `near line 2, ${NO_JSON}`],
  ['half a word', '[{}, nul', `it ends in the middle of a list, ${CUT}`],
  ['half an object', '[{},\n\n{"a": {', `it ends in the middle of the object that begins in line 3, ${CUT}`],
  ['half a list', '{"data": [{}', `it ends in the middle of a list, ${CUT}`],
  ['half a list page', '{"data": [{}], "has', `it ends in the middle of a list, ${CUT}`],
])('section 11: a file with %s is refused where it cannot be read on', async (_, text, why) => {
  await expect(objectsIn(text)).rejects.toThrow(new RefusedFile(why));
});

test('section 11: a text that does not end is refused when it is longer than four objects', async () => {
  // The text is counted from the colon before it.
  const begun = (length: number) =>
    objectsIn(`[{"a":"${'x'.repeat(length - ':"'.length)}`, 5 * MAX_LINE_BYTES);
  await expect(begun(4 * MAX_LINE_BYTES)).rejects.toThrow('it ends in the middle of the object');
  await expect(begun(4 * MAX_LINE_BYTES + 1)).rejects.toThrow(
    new RefusedFile(
      'near line 1, it has a text of more than 4194304 bytes. A quotation mark is missing there',
    ),
  );
});
