import { expect, test } from 'vitest';
import { type Line, linesOf, MAX_LINE_BYTES } from '../../src/import/line.js';
import { keptChunks } from '../support/kept-chunks.js';

async function* chunks(...parts: readonly (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part);
}

async function linesIn(...parts: readonly (string | Uint8Array)[]): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(chunks(...parts))) lines.push(line);
  return lines;
}

test('a line can arrive in pieces, and so can a character', async () => {
  const bytes = Buffer.from('é\n');
  expect(await linesIn('one\ntw', 'o\n', bytes.subarray(0, 1), bytes.subarray(1), '\nlast')).toEqual([
    'one',
    'two',
    'é',
    '',
    'last',
  ]);
  expect(await linesIn('')).toEqual([]);
});

test('a byte order mark is dropped', async () => {
  expect(await linesIn('\ufeff{}\n')).toEqual(['{}']);
});

test('a line that is not UTF-8 or too long does not affect its neighbours', async () => {
  expect(await linesIn('a\n', Uint8Array.of(0xff, 0x0a), 'b\n')).toEqual([
    'a',
    { unreadable: 'it is not UTF-8' },
    'b',
  ]);
  const long = 'x'.repeat(MAX_LINE_BYTES);
  expect(await linesIn(`${long}\n`, `${long}`, 'y', '\n', 'b')).toEqual([
    long,
    { unreadable: `it is longer than ${MAX_LINE_BYTES} bytes` },
    'b',
  ]);
});

test('of a line that is too long, no more than the length of a line is kept in memory', async () => {
  const kept = await keptChunks(linesOf, Array<string>(5).fill('x'.repeat(MAX_LINE_BYTES)));
  expect(kept.slice(0, 3)).toEqual([true, false, false]);
});
