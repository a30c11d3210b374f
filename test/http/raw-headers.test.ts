import { expect, test } from 'vitest';
import { countOf } from '../../src/http/raw-headers.js';

test('a header is counted by its name in any case, and never by a value or a longer name', () => {
  const rawHeaders = ['Host', 'localhost', 'X-Note', 'host', 'hOST', 'other', 'Hosts', 'a', 'X', ''];
  expect(['host', 'x-note', 'x', 'none'].map((header) => countOf(header, { rawHeaders }))).toEqual([
    2, 1, 1, 0,
  ]);
});
