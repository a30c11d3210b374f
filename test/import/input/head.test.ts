import { describe, expect, test } from 'vitest';
import { Head } from '../../../src/import/input/head.js';

/** A file that is read byte by byte, and how much of it was read. */
function headOf(text: string) {
  let read = 0;
  async function* bytes() {
    for (const byte of Buffer.from(text)) {
      read++;
      yield Uint8Array.of(byte);
    }
  }
  return { head: new Head(bytes()), read: () => read };
}
/** The first byte is looked at first, as every reader of files does. */
async function linesOf(text: string, wanted: number, most = 100) {
  const { head } = headOf(text);
  await head.firstByte(most);
  return (await head.lines(wanted, most)).map(String);
}

describe('the first lines of a file', () => {
  test.each([
    ['are as many as are wanted', 'one\ntwo\nthree\n', 2, ['one', 'two']],
    ['are fewer if the file has fewer', 'one\ntwo', 3, ['one', 'two']],
    ['are not blank', ' \n\r\n one\n\n\ttwo\n', 2, ['one', 'two']],
    ['begin after a byte order mark', '\uFEFFone\n', 1, ['one']],
  ])('%s', async (_, text, wanted, lines) => {
    expect(await linesOf(text, wanted)).toEqual(lines);
  });

  test('end within the bytes that may be read', async () => {
    expect(await linesOf('one\ntwo\n', 2, 7)).toEqual(['one', 'two']);
    expect(await linesOf('one\ntwo\n', 2, 6)).toEqual(['one']);
  });

  test('are read without those that follow', async () => {
    const { head, read } = headOf('one\ntwo\nthree\n');
    await head.lines(2, 100);
    expect(read()).toBe('one\ntwo\n'.length);
  });
});

test('the whole file follows what was looked at, without a byte order mark', async () => {
  const { head } = headOf('\uFEFF  [1]\n');
  expect(await head.firstByte(100)).toBe('['.charCodeAt(0));
  const chunks: Uint8Array[] = [];
  for await (const chunk of head.chunks()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('  [1]\n');
  expect(head.bytes).toHaveLength(0);
});
