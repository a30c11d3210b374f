import { expect, test } from 'vitest';
import { citedIn, testedIn } from './cited-numbers.js';

test.each([
  ['rule 1.7, and section 2', '1.7 2'],
  ['Rules 1.5, 1.7 and 6.1', '1.5 1.7 6.1'],
  ['rules 1.1, 1.2, and 1.9', '1.1 1.2 1.9'],
  ['rules 6.1 to 6.2; 6.3 through 6.4', '6.1 6.2 6.3 6.4'],
  ['rules 6.1-6.3', '6.1 6.2 6.3'],
  ['sections 1 – 3', '1 2 3'],
  ['rules 1.1/1.2 & 1.3 + 1.4 or 1.5', '1.1 1.2 1.3 1.4 1.5'],
  ['rule (1.9), rule: 1.8, rule #1.7, rule no. 1.6, rule `1.5`', '1.9 1.8 1.7 1.6 1.5'],
  ["RULE 1.9, rule no 1.8, rule's 1.7, rule “1.6”, Subsection 1.5", '1.9 1.8 1.7 1.6 1.5'],
  ['rule 1.7 (and 1.8), rule 1.1 as well as 1.2 plus 1.3', '1.7 1.8 1.1 1.2 1.3'],
  ['rules 6.1..6.3, 6.5 … 6.6', '6.1 6.2 6.3 6.5 6.6'],
  ['§ 1.9, §§2-3', '1.9 2 3'],
  ['/** The rules\n   * 1.4 to\n   * 1.6 */', '1.4 1.5 1.6'],
  ['// see section\n  // 8\n\n5 others', '8'],
  ['-- rule\n-- 1.2', '1.2'],
  ['(rules, section 9) keeps I12 and I1 to I3', '9 I12 I1 I2 I3'],
  ['I 95', 'I95'],
  ["rule: 'I7'", 'I7'],
  ['of the rules. 10 of them, and rules of 3', ''],
])('%j cites %s', (text, numbers) => {
  expect(citedIn(text)).toEqual({ numbers: numbers === '' ? [] : numbers.split(' '), unreadable: [] });
});

test.each([
  'rule 1.7a',
  'rule R1.7',
  'rule 1.2.3',
  'rules 1.9 to 1.7',
  'rules 1.8-2.9',
  'sections 2 to I3',
  'I3, 4',
  'rules 1.1-1.2-1.3',
])('%j cannot be read', (text) => {
  expect(citedIn(text).unreadable).not.toEqual([]);
});

test('a title proves a rule, unless the test is in a comment', () => {
  expect(testedIn("test('rule 1.4: a failed charge', run)")).toEqual(['1.4']);
  expect(testedIn("test.each([\n  ['rules 1.5 and 1.7: fees', 1],\n])")).toEqual(['1.5', '1.7']);
  expect(testedIn("  // test('rule 1.4: a failed charge', run)")).toEqual([]);
  expect(testedIn("/*\ntest('rule 1.4: a failed charge', run)\n*/")).toEqual([]);
});
