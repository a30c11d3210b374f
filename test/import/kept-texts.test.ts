import { expect, test } from 'vitest';
import { KeptTexts, SEPARATOR } from '../../src/import/steps/kept-texts.js';

/** The texts that the bytes are, as the database splits them. */
const split = (kept: KeptTexts): string[] => kept.bytes.toString('utf8').split(SEPARATOR);

test('texts of any size and script come back as they were added', () => {
  const kept = new KeptTexts();
  const texts = [
    '{}',
    '{"a":"é€😀"}',
    `{"long":"${'€'.repeat(700_000)}"}`,
    `{"long":"${'x'.repeat(3_000_000)}"}`,
    '{"z":1}',
  ];
  for (const text of texts) kept.add(text);
  expect(split(kept)).toEqual(texts);
});

test('a batch that was cleared leaves nothing in the next one', () => {
  const kept = new KeptTexts();
  kept.add('{"id":"ch_1"}');
  kept.clear();
  kept.add('{}');
  expect(split(kept)).toEqual(['{}']);
});

test('JSON can have the separator only escaped, so it never ends a text early', () => {
  const kept = new KeptTexts();
  const texts = [JSON.stringify({ a: SEPARATOR }), '{}'];
  for (const text of texts) kept.add(text);
  expect(split(kept)).toEqual(texts);
  expect(() => JSON.parse(`{"a":"${SEPARATOR}"}`)).toThrow(SyntaxError);
});
