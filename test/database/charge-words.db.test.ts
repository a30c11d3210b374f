import { expect, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase('owner');

/** The words of a charge, in the order of the database. */
async function wordsOf(name: string | null, description: string | null, metadata: object): Promise<string[]> {
  const { rows } = await holder.database.pool.query<{ words: string[] }>(
    'SELECT tsvector_to_array(charge_words($1, $2, $3)) AS words',
    [name, description, JSON.stringify(metadata)],
  );
  return rows[0]?.words.toSorted() ?? [];
}

test.each([
  ['nothing', null, null, {}, []],
  ['only punctuation', ' — ', "'\\:*&|!()", { a: '"' }, []],
  ['beginnings of each word of a name', 'Al O’Bi', null, {}, ['n=a', 'n=al', 'n=b', 'n=bi', 'n=o']],
  [
    'a text with quotes, colons and backslashes',
    null,
    "it's a:1A \\'b",
    {},
    ['d=1a', 'd=a', 'd=b', 'd=it', 'd=s'],
  ],
  ['accents and ligatures', null, 'Größe ﬁn ÉTÉ', {}, ['d=ete', 'd=fin', 'd=große']],
  ['a space of another script within a word', null, 'a\u1680b', {}, ['d=a\u1680b']],
  [
    'values of the metadata and no keys',
    null,
    null,
    { key: 'ORD-1', more: 'Two' },
    ['m=1', 'm=ord', 'm=two'],
  ],
  [
    'what JSON writes with a backslash',
    null,
    null,
    { a: 'b\nc', d: 'e"f', g: 'h\\i\tj\u0001k' },
    ['m=b', 'm=c', 'm=e', 'm=f', 'm=h', 'm=i', 'm=j', 'm=k'],
  ],
  ['letters of other scripts in the metadata', null, null, { a: 'Мария\n日本' }, ['m=мария', 'm=日本']],
])('section 9: the words of %s', async (_, name, description, metadata, words) => {
  expect(await wordsOf(name, description, metadata)).toEqual(words.toSorted());
});

test('section 9: words are cut after 12 letters of a name and 64 of other texts, and counted once', async () => {
  const long = 'é'.repeat(70);
  const words = await wordsOf('x'.repeat(100), `${long} ab ${'y'.repeat(65)} ab`, { a: 'z'.repeat(500) });
  expect(words).toEqual(
    [
      ...Array.from({ length: 12 }, (_, index) => `n=${'x'.repeat(index + 1)}`),
      ...['d=ab', `d=${'e'.repeat(64)}`, `d=${'y'.repeat(64)}`, `m=${'z'.repeat(64)}`],
    ].toSorted(),
  );
});

test('section 9: only the first 512 characters of a name and 2,000 of a description count', async () => {
  const words = await wordsOf(`${' '.repeat(511)}ab`, `${' '.repeat(1_999)}cd`, {});
  expect(words).toEqual(['d=c', 'n=a']);
});
