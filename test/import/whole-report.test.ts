import { expect, test } from 'vitest';
import type { ImportReport } from '../../src/import/import-report.js';
import { importedText, progressText, refusedText } from '../../src/import/report-text.js';

const none = { added: 0, updated: 0, unchanged: 0 };
const nothing: Extract<ImportReport, { outcome: 'imported' }> = {
  outcome: 'imported',
  lines: 2,
  unit: 'line',
  kinds: new Map([
    ['payment_intent', none],
    ['charge', { added: 1, updated: 20, unchanged: 1500 }],
  ]),
  skipped: new Map(),
  warnings: [],
  warningCount: 0,
  conflicting: new Map(),
  cutLists: [],
  cutListCount: 0,
  erasedCount: 0,
  faultyCount: 0,
};
const quietly = { dryRun: false, elapsedMs: 150_049, faultsFile: null };
const at = (line: number) => ({ line, object: null, file: null });

test('section 11: the text of an import has no line about what did not happen', () => {
  expect(importedText(nothing, quietly).split('\n')).toEqual([
    '                             new     updated   unchanged',
    'charge                         1          20       1,500',
    'Imported 2 lines in 150.0 s.',
  ]);
});

test('section 11: the text of an import has a line for all that happened, also if it happened once', () => {
  const report = {
    ...nothing,
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
  expect(importedText(report, { ...quietly, faultsFile: '/f' }).split('\n')).toEqual([
    ...parts,
    'Imported 1 line in 150.0 s.',
  ]);
  expect(importedText(report, { ...quietly, dryRun: true, faultsFile: '/f' }).split('\n')).toEqual([
    ...parts,
    'Dry run: nothing was written to the ledger. The numbers are those of an import of 1 line, checked in 150.0 s.',
  ]);
});

test('section 11: the text of a refused file has its faults, where all of them are, and what to do', () => {
  const refused = { outcome: 'refused', unit: 'line', lines: 5 } as const;
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

test('section 11: an import that waits says for what, and since when', () => {
  expect(progressText({ step: 'waiting', lines: 0, unit: 'line' }, 1_998_999)).toBe(
    'Waiting for the ledger, or for another import to end, 1,998 s',
  );
});
