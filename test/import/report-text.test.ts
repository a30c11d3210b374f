import { expect, test } from 'vitest';
import { importedText, progressText, refusedText } from '../../src/import/report-text.js';

test.each([
  [1, '1 line', '1 fault'],
  [2, '2 lines', '2 faults'],
  [1234, '1,234 lines', '1,234 faults'],
])('section 11: the texts of an import count %i in plain English', (count, lines, faults) => {
  const nothing = {
    outcome: 'imported',
    kinds: new Map(),
    skipped: new Map(),
    warnings: [],
    warningCount: 0,
  } as const;
  expect(importedText({ ...nothing, lines: count }, 1000)).toContain(`Imported ${lines} in 1.0 s.`);
  expect(progressText({ step: 'writing', lines: count }, 1000)).toBe(`${lines}, writing`);
  const refused = { outcome: 'refused', lines: count, faults: [], faultCount: count } as const;
  expect(refusedText('a.jsonl', refused)).toContain(`a.jsonl has ${faults}, so`);
});
