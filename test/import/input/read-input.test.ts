import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readInput } from '../../../src/import/input/read-input.js';
import { RefusedFile } from '../../../src/import/input/refused-file.js';
import { type Item, MAX_LINE_BYTES } from '../../../src/import/line.js';

/** What a file has, if it arrives in chunks of a size. */
async function inputOf(file: string | Uint8Array, size = 65_536): Promise<Item[]> {
  const bytes = Buffer.from(file);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  }
  const found: Item[] = [];
  for await (const one of await readInput(chunks(), 'FILE')) found.push(one);
  return found;
}

const charge = '{"object":"charge","id":"ch_1"}';
const event = '{"object":"event","data":{"object":{"object":"charge"}}}';
const error = '{"error":{"message":"Invalid API Key provided"}}';

test.each([
  ['lines', `${charge}\n${charge}\n`, [charge, charge]],
  ['lines after blank ones', `\n \n${charge}`, ['', ' ', charge]],
  ['lines that end as in Windows', `${charge}\r\n${charge}\r\n`, [`${charge}\r`, `${charge}\r`]],
  ['a byte order mark', `\ufeff${charge}\n`, [charge]],
  ['a bad first line', `nonsense\n${charge}\n`, ['nonsense', charge]],
  ['a first line that was cut', `{"object":"ch\n${charge}\n`, ['{"object":"ch', charge]],
  ['nothing', '', []],
  ['only blanks', ' \n\n', [' ', '']],
])('section 11: one object per line is read as lines: %s', async (_, file, lines) => {
  expect(await inputOf(file)).toEqual(lines);
  expect(await inputOf(file, 1)).toEqual(lines);
});

test.each([
  ['a list page', `{"data":[${charge}],"has_more":false}`],
  ['a list page, each object on a line', `{"data":[\n${charge}\n]}`],
  ['a list page with line ends of Windows, each object on a line', `{"data":[\r\n${charge}\r\n]}\r\n`],
  ['a list page after a byte order mark', `\ufeff{"data":[${charge}]}`],
  ['an array', `[${charge}]`],
  ['a pretty-printed object', JSON.stringify(JSON.parse(charge), null, 2)],
  ['a pretty-printed object with line ends of Windows', charge.replace(',', ',\r\n')],
])('section 11: anything else is read as documents: %s', async (_, file) => {
  const objects = await inputOf(file);
  const texts = objects.flatMap((item) => (typeof item === 'object' && 'text' in item ? [item.text] : []));
  expect(texts.map((text) => JSON.parse(String(text)))).toEqual([JSON.parse(charge)]);
  expect(await inputOf(file, 1)).toEqual(objects);
});

test.each([
  ['events', `${event}\n${event}\n`, /it is an event, which holds an older state.* Import the object itself/],
  ['a pretty-printed event', JSON.stringify(JSON.parse(event), null, 2), /it is an event/],
  ['a page of events', `{"object":"list","data":[\n${event},\n${event}]}`, /it is an event/],
  ['an error of the API', error, /an error of the API \(Invalid API Key provided\).* Repeat the request/],
  ['an error with line ends and NUL', String.raw`{"error":"a\n\u0000b\u001b\ud83d"}`, /API \(a b \ufffd\)/],
  ['a pretty-printed error', JSON.stringify(JSON.parse(error), null, 2), /an error of the API/],
  ['CSV', 'id,amount\nch_1,"1,000"\n', /it is CSV, not JSON; export JSON/],
  ['CSV of other countries', 'id;amount\nch_1;10,00\n', /it is CSV/],
  ['a table with tabs', 'id\tamount\nch_1\t10\n', /it is CSV/],
  [
    'an HTML page',
    '\n<!DOCTYPE html>\n<html lang="en">',
    /it is an HTML or XML page.* download the file again/,
  ],
  ['a gzip file', gzipSync(charge), /it is compressed; unpack it first with `gunzip FILE`/],
  ['a zip file', 'PK\x03\x04…', /`unzip FILE`/],
  [
    'UTF-16',
    Buffer.from(`\ufeff${charge}`, 'utf16le'),
    /it is UTF-16, not UTF-8; convert it first with `iconv /,
  ],
  ['UTF-16 without a mark', Buffer.from(charge, 'utf16le'), /it is UTF-16/],
  ['words', 'Dear all,\nhere is the file', /it is not JSON, but begins with "Dear all,"/],
  ['one bracket', '[', /it ends in the middle of a list/],
  ['one long word', `y${'x'.repeat(100_000)}`, /it is not JSON, but begins with "yx{63}…"/],
])('section 11: another file is refused with one sentence that helps: %s', async (_, file, why) => {
  const refusal = inputOf(file);
  await expect(refusal).rejects.toThrow(RefusedFile);
  await expect(refusal).rejects.toThrow(why);
  await expect(inputOf(file, 1)).rejects.toThrow(why);
});

test('section 11: a line that ends before a value goes on in the next line, even if that is an object', async () => {
  const text = `{"charge":\n${charge}\n}`;
  expect(await inputOf(text)).toEqual([{ text, line: 1, object: null }]);
});

test('section 11: a later event is a bad object, and no reason to refuse the whole file', async () => {
  expect(await inputOf(`[${charge},${event}]`)).toEqual([
    { text: charge, line: 1, object: 1 },
    { text: event, line: 1, object: 2 },
  ]);
});

test('section 11: a bad first line is looked past if it and the next one end within two megabytes', async () => {
  const bad = `{${'x'.repeat(2 * MAX_LINE_BYTES - charge.length - 2)}`;
  const tooLong = { unreadable: 'it is longer than 1048576 bytes' };
  expect(await inputOf(`${bad}\n${charge}\n`)).toEqual([tooLong, charge]);
  await expect(inputOf(`${bad}x\n${charge}\n`)).rejects.toThrow('near line 1, it is not JSON any more');
});

test('section 11: of a text without line ends, no more than its first words are read', async () => {
  let read = 0;
  async function* chunks() {
    for (;;) {
      read++;
      yield Buffer.from('x');
    }
  }
  await expect(readInput(chunks(), 'FILE')).rejects.toThrow(RefusedFile);
  // One byte more tells that the line goes on.
  expect(read).toBe(4097);
});
