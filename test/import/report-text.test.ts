import { expect, test } from 'vitest';
import { importedText, progressText, refusedText } from '../../src/import/report-text.js';

const quietly = { dryRun: false, elapsedMs: 1000, faultsFile: null };
const nothing = {
  outcome: 'imported',
  unit: 'line',
  kinds: new Map(),
  skipped: new Map(),
  warnings: [],
  warningCount: 0,
  conflicting: new Map(),
  cutLists: [],
  cutListCount: 0,
  erasedCount: 0,
  faultyCount: 0,
} as const;
const refused = { outcome: 'refused', unit: 'line', lines: 5, faults: [], faultCount: 5 } as const;

test.each([
  [1, '1 line', '1 fault'],
  [2, '2 lines', '2 faults'],
  [1234, '1,234 lines', '1,234 faults'],
])('section 11: the texts of an import count %i in plain English', (count, lines, faults) => {
  expect(importedText({ ...nothing, lines: count }, quietly)).toContain(`Imported ${lines} in 1.0 s.`);
  expect(progressText({ step: 'writing', lines: count, unit: 'line' }, 1000)).toBe(`${lines}, writing, 1 s`);
  expect(refusedText('a.jsonl', { ...refused, faultCount: count }, quietly)).toContain(
    `a.jsonl has ${faults}, so nothing was imported`,
  );
});

test('section 11: the texts say which object of a list page has a fault', () => {
  const faults = [{ line: 12, object: 3, file: null, why: 'it is not JSON' }];
  expect(refusedText('a.json', { ...refused, faults }, quietly)).toContain(
    '\n  Line 12 (object 3): it is not JSON.\n  … and 4 more.\n',
  );
  const warnings = [{ line: 1, object: null, file: null, what: 'status changed' }];
  expect(importedText({ ...nothing, lines: 2, warnings, warningCount: 1 }, quietly)).toContain(
    '\n  Line 1: status changed.\n',
  );
});

test('section 11: the progress says what is done, and since when', () => {
  const progress = { lines: 3000, unit: 'line' } as const;
  expect(progressText({ ...progress, step: 'reading' }, 2500)).toBe('3,000 lines, 1,200 per second, 2 s');
  expect(progressText({ ...progress, step: 'checking', what: 'references' }, 61_000)).toBe(
    '3,000 lines, checking references, 61 s',
  );
  expect(progressText({ ...progress, step: 'waiting' }, 61_000)).toContain('another import to end, 61 s');
});

test('section 11: the table counts objects in conflict if there are some', () => {
  const kinds = new Map([
    ['charge', { added: 1, updated: 0, unchanged: 0 }],
    ['refund', { added: 0, updated: 1200, unchanged: 3 }],
  ]);
  const report = { ...nothing, lines: 1204, kinds };
  expect(importedText(report, quietly)).toMatch(
    /^ +new +updated +unchanged\ncharge +1 +0 +0\nrefund +0 +1,200 +3\n/,
  );
  expect(importedText({ ...report, conflicting: new Map([['refund', 2]]) }, quietly)).toMatch(
    /^ +new +updated +unchanged +in conflict\ncharge +1 +0 +0 +0\nrefund +0 +1,200 +3 +2\n/,
  );
});

test('section 11: the texts name the lists that go on, and say what to do', () => {
  const cutLists = [{ line: 3, object: null, file: null, what: 'refunds of charge ch_1 after re_9' }];
  expect(importedText({ ...nothing, lines: 2, cutLists, cutListCount: 2 }, quietly)).toMatch(
    /2 lists with more .* starting_after and import it too.*:\n {2}Line 3: refunds of charge ch_1 after re_9\.\n {2}… and 1 more\.\n/,
  );
});

test('section 11: the texts name the file if there are several', () => {
  const faults = [
    { line: 12, object: 3, file: 'b.json', why: 'it is not JSON' },
    { line: 4, object: null, file: 'a.jsonl', why: 'it is not JSON' },
  ];
  const text = refusedText('The set of 2 files', { ...refused, faults }, quietly);
  expect(text).toContain(
    '\n  b.json, line 12 (object 3): it is not JSON.\n  a.jsonl, line 4: it is not JSON.\n',
  );
  expect(text).toContain('Fix the files and import them again');
});

test('section 11: the texts say what was left out, and where it is', () => {
  const report = { ...nothing, unit: 'object', lines: 12, faultyCount: 2 } as const;
  expect(importedText(report, { ...quietly, faultsFile: '/a.faults.jsonl' })).toMatch(
    /Left out 2 faulty objects, with the reasons, in \/a\.faults\.jsonl\.\nImported 10 objects in/,
  );
  expect(importedText({ ...report, faultyCount: 0 }, quietly)).not.toContain('Left out');
});

test('section 11: the texts say where all faults are listed, or why they are not', () => {
  expect(refusedText('a', refused, { ...quietly, faultsFile: '/f' })).toContain(
    '\nAll of them are listed in /f.\n',
  );
  expect(refusedText('a', refused, { ...quietly, notListed: 'The disk is full.' })).toContain(
    '\nThe disk is full.\n',
  );
});

test('section 11: the texts of a dry run say that nothing was written', () => {
  const dry = { ...quietly, dryRun: true };
  expect(importedText({ ...nothing, lines: 2 }, dry)).toMatch(
    /Dry run: nothing was written to the ledger\..* 2 lines/,
  );
  expect(refusedText('a', refused, dry)).toContain('so nothing would be imported');
});

test('section 11: kinds that are read for their sums are not said to be skipped', () => {
  const skipped = new Map([
    ['transfer', 1200],
    ['customer', 2],
    ['application_fee', 1],
  ]);
  const text = importedText({ ...nothing, lines: 2000, skipped }, quietly);
  expect(text).toContain('\nRead only for what went back of them: transfer (1,200), application_fee (1).\n');
  expect(text).toContain('\nSkipped, because the ledger does not keep these kinds: customer (2).\n');
});

test('section 11: a dry run counts as the import will', () => {
  const faulty = { ...nothing, lines: 11, faultyCount: 7 };
  expect(importedText(faulty, quietly)).toContain('Imported 4 lines in');
  expect(importedText(faulty, { ...quietly, dryRun: true })).toContain(
    'those of an import of 4 lines, checked',
  );
});
