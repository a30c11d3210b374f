import { describe, expect, test } from 'vitest';
import { foreignBytes, foreignText } from '../../../src/import/input/foreign-format.js';

test.each([
  ['charges-1.json.gz', 'gunzip charges-1.json.gz'],
  ['my file.gz', "gunzip 'my file.gz'"],
  ["it's.gz", String.raw`gunzip 'it'\''s.gz'`],
])('section 11: the command that unpacks a file can be copied: %s', (name, command) => {
  expect(foreignBytes(Uint8Array.of(0x1f, 0x8b), name)).toContain(`\`${command}\``);
});

describe('section 11: a file that is not text is known by its first bytes', () => {
  test.each<[string, readonly number[]]>([
    ['gunzip', [0x1f, 0x8b]],
    ['unzip', [0x50, 0x4b, 0x03, 0x04]],
    ['unzstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bunzip2', [0x42, 0x5a, 0x68]],
    ['unxz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ])('%s unpacks it', (command, start) => {
    expect(foreignBytes(Uint8Array.from([...start, 1, 2]), 'file')).toBe(
      `it is compressed; unpack it first with \`${command} file\``,
    );
    expect(foreignBytes(Uint8Array.from(start.slice(0, -1)), 'file')).toBeNull();
  });

  test.each([
    ['a byte order mark', [0xff, 0xfe]],
    ['the other byte order mark', [0xfe, 0xff]],
    ['an object', [0x7b, 0x00]],
    ['an object in the other order', [0x00, 0x7b]],
    ['a list', [0x5b, 0x00]],
    ['a list in the other order', [0x00, 0x5b]],
  ])('UTF-16 begins with %s', (_, start) => {
    expect(foreignBytes(Uint8Array.from([...start, 0, 0]), 'my file')).toBe(
      "it is UTF-16, not UTF-8; convert it first with `iconv -f UTF-16 -t UTF-8 'my file' > converted.json`",
    );
  });

  test.each(['{"id":1}', '[', '\ufeff{', ' {', ''])('%j is text', (text) => {
    expect(foreignBytes(new TextEncoder().encode(text), 'file')).toBeNull();
  });
});

describe('section 11: a text that does not begin as JSON does is known by its first lines', () => {
  const CSV = 'it is CSV, not JSON; export JSON, for example with the API or the command line of Stripe';
  const PAGE =
    'it is an HTML or XML page, not JSON, perhaps the error page of a website; download the file again';
  const other = (start: string) =>
    `it is not JSON, but begins with ${start}; give a file of Stripe's objects as its API returns them`;

  test.each<[string, readonly string[], string]>([
    ['a page', ['<html>', '<p>'], PAGE],
    ['CSV', ['id,amount,currency', 'ch_1,"1,000.00",usd'], CSV],
    ['CSV with semicolons', ['id;amount', 'ch_1;1,00'], CSV],
    ['a table with tabs', ['id\tamount', 'ch_1\t1'], CSV],
    ['only the first line of a table', ['id,amount'], CSV],
    ['a sentence', ['Dear Ann, dear Jo,', 'here it is'], other('"Dear Ann, dear Jo,"')],
    ['a word', ['hello'], other('"hello"')],
    ['nothing', [], other('""')],
  ])('%s', (_, lines, why) => {
    expect(foreignText(lines)).toBe(why);
  });
});
