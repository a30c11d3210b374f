import { expect, test } from 'vitest';
import { foreignBytes } from '../../../src/import/input/foreign-format.js';

test.each([
  ['charges-1.json.gz', 'gunzip charges-1.json.gz'],
  ['my file.gz', "gunzip 'my file.gz'"],
  ["it's.gz", String.raw`gunzip 'it'\''s.gz'`],
])('section 11: the command that unpacks a file can be copied: %s', (name, command) => {
  expect(foreignBytes(Uint8Array.of(0x1f, 0x8b), name)).toContain(`\`${command}\``);
});
