import { describe, expect, test } from 'vitest';
import { foreignBytes } from '../../../src/import/input/foreign-format.js';

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
    expect(foreignBytes(Uint8Array.from([...start, 0, 0]), 'file')).toContain('it is UTF-16, not UTF-8');
  });

  test.each(['{"id":1}', '[', '\ufeff{', ' {', ''])('%j is text', (text) => {
    expect(foreignBytes(new TextEncoder().encode(text), 'file')).toBeNull();
  });
});
