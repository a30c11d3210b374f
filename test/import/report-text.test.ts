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

const shop = {
  ...nothing,
  lines: 2,
  kinds: new Map([
    ['payment_intent', { added: 0, updated: 0, unchanged: 0 }],
    ['charge', { added: 1, updated: 20, unchanged: 1500 }],
  ]),
};
const long = { ...quietly, elapsedMs: 150_049 };
const at = (line: number) => ({ line, object: null, file: null });

test('section 11: the text of an import has no line about what did not happen', () => {
  expect(importedText(shop, long).split('\n')).toEqual([
    '                             new     updated   unchanged',
    'charge                         1          20       1,500',
    'Imported 2 lines in 150.0 s.',
  ]);
});

test('section 11: the text of an import has a line for all that happened, also if it happened once', () => {
  const report = {
    ...shop,
    conflicting: new Map([['charge', 1]]),
    skipped: new Map([['customer', 1]]),
    warnings: [{ ...at(1), what: 'status changed' }],
    warningCount: 1,
    cutLists: [{ ...at(2), what: 'refunds of charge ch_1 after re_9' }],
    cutListCount: 1,
    erasedCount: 1,
    faultyCount: 1,
  };
  const parts = [
    '                             new     updated   unchanged in conflict',
    'charge                         1          20       1,500           1',
    'Skipped, because the ledger does not keep these kinds: customer (1).',
    '1 conflict with changes made here since the last import:',
    '  Line 1: status changed.',
    '1 list with more objects than the file has (has_more). Get the rest with starting_after and import it too, unless it is in the file elsewhere:',
    '  Line 2: refunds of charge ch_1 after re_9.',
    'Left people out of 1 object, because they were erased here before.',
    'Left out 1 faulty line, with the reasons, in /f.',
  ];
  expect(importedText(report, { ...long, faultsFile: '/f' }).split('\n')).toEqual([
    ...parts,
    'Imported 1 line in 150.0 s.',
  ]);
  expect(importedText(report, { ...long, dryRun: true, faultsFile: '/f' }).split('\n')).toEqual([
    ...parts,
    'Dry run: nothing was written to the ledger. The numbers are those of an import of 1 line, checked in 150.0 s.',
  ]);
});

test('section 11: the text of a refused file has its faults, where all of them are, and what to do', () => {
  const fault = { ...at(3), why: 'it is not JSON' };
  expect(refusedText('a.jsonl', { ...refused, faults: [fault], faultCount: 1 }, quietly).split('\n')).toEqual(
    [
      'a.jsonl has 1 fault, so nothing was imported:',
      '  Line 3: it is not JSON.',
      'Fix the file and import it again, or add --skip-faulty to import the rest.',
    ],
  );
  const faults = [{ ...fault, file: 'b' }];
  const everything = { ...quietly, faultsFile: '/f', notListed: 'The disk is full.' };
  expect(refusedText('The set', { ...refused, faults, faultCount: 3 }, everything).split('\n')).toEqual([
    'The set has 3 faults, so nothing was imported:',
    '  b, line 3: it is not JSON.',
    '  … and 2 more.',
    'All of them are listed in /f.',
    'The disk is full.',
    'Fix the files and import them again, or add --skip-faulty to import the rest.',
  ]);
});

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
  expect(progressText({ ...progress, step: 'waiting' }, 1_998_999)).toBe(
    'Waiting for the ledger, or for another import to end, 1,998 s',
  );
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
