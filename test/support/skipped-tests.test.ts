import { expect, test } from 'vitest';
import { skippedLines } from './skipped-tests.js';

const slow = { project: 'postgresql', tags: ['long'], note: undefined };
const quick = { project: 'unit', tags: [], note: undefined };
const ofServer = { project: 'embedded', tags: [], note: undefined };
const without = { project: 'unit', tags: [], note: 'Needs nginx: apt-get install nginx-light' };

test('each test that did not run is counted with its reason and its command', () => {
  expect(skippedLines([slow, ofServer, slow, without], '!long')).toEqual([
    '     2 take seconds each: npm run test:long',
    '     1 need a server. The project postgresql runs them.',
    '     1 say: Needs nginx: apt-get install nginx-light',
  ]);
  expect(skippedLines([quick, slow], 'long')).toEqual([
    '     1 are not among the slow ones: npm test',
    '     1 were not chosen, or are marked with runIf or skip.',
  ]);
  expect(skippedLines([], '')).toEqual([]);
});
