import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { draw } from './draw.js';
import { equivalentsOf } from './equivalents.js';
import { type Mutant, placed } from './mutant.js';
import { reportText } from './report.js';
import { openResults } from './results.js';

const FILE = 'src/rules/sum.ts';
const mutant = (start: number, end: number, replacement = 'false'): Mutant => ({
  kind: 'typescript',
  file: FILE,
  ...{ start, end, replacement },
  mutator: 'BooleanLiteral',
});

const placedIn = (content: string, ...mutants: Mutant[]) => placed(mutants, () => content);

test('a mutant is the same after lines above it have changed, and another one on another line', () => {
  const [before] = placedIn('  a = true;', mutant(6, 10));
  const [after] = placedIn('// New\n\n    a = true;', mutant(16, 20));
  const [other] = placedIn('  b = true;', mutant(6, 10));
  expect(before).toMatchObject({ line: 'a = true;', original: 'true', lineNumber: 1 });
  expect(after).toMatchObject({ key: before?.key, lineNumber: 3 });
  expect(other?.key).not.toBe(before?.key);
});

test('equal mutants of a file are told apart', () => {
  const [first, second] = placedIn('a = true;\na = true;', mutant(4, 8), mutant(14, 18));
  expect(first?.line).toBe(second?.line);
  expect(first?.key).not.toBe(second?.key);
});

test('an equivalent mutant is found by its text, and an entry without a mutant is stale', () => {
  const [one] = placedIn('a = true;', mutant(4, 8));
  if (!one) throw new Error('There is no mutant');
  const { file, line, original, replacement } = one;
  const gone = { file, line: 'b = true;', original, replacement, reason: 'gone' };
  const list = equivalentsOf([{ file, line, original, replacement, reason: 'nobody reads a' }, gone]);
  expect(list.reasonFor(one)).toBe('nobody reads a');
  expect(list.reasonFor({ ...one, replacement: 'null' })).toBeUndefined();
  expect(list.stale([one])).toEqual([gone]);
});

const named = Array.from({ length: 50 }, (_, index) => ({ file: FILE, index }));
const others = Array.from({ length: 50 }, (_, index) => ({ file: 'src/http/server.ts', index }));

test('a draw depends on its seed only, and takes one half from the named areas', () => {
  const all = [...named, ...others];
  expect(draw(all, 20, 7)).toEqual(draw(all, 20, 7));
  expect(draw(all, 20, 7)).not.toEqual(draw(all, 20, 8));
  expect(draw(all, 20, 7).filter(({ file }) => file === FILE)).toHaveLength(10);
});

test('a draw takes from one kind what the other does not have', () => {
  expect(draw([...named, ...others.slice(0, 3)], 20, 7)).toHaveLength(20);
  expect(draw([...named.slice(0, 3), ...others], 20, 7)).toHaveLength(20);
  expect(draw(named, 100, 7)).toHaveLength(50);
});

const result = { key: 'k', by: null, ms: 1, file: 'f1', project: 'p1' };

test('a result is kept for the next run while its file is the same, and a survivor while nothing has changed', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = path.join(directory, 'kept/results.jsonl');
  const open = () => openResults(file);
  open().keep({ ...result, outcome: 'survived' });
  expect(open().known('k', 'f1', 'p1')).toMatchObject({ outcome: 'survived' });
  expect(open().known('k', 'f1', 'p2')).toBeUndefined();
  expect(open().known('other', 'f1', 'p1')).toBeUndefined();
  // A thorough run tries again what has survived the nearest tests only.
  expect(open().known('k', 'f1', 'p1', true)).toBeUndefined();
  open().keep({ ...result, outcome: 'survived', thorough: true });
  expect(open().known('k', 'f1', 'p1', true)).toMatchObject({ outcome: 'survived' });
  expect(open().known('k', 'f1', 'p1')).toMatchObject({ outcome: 'survived' });
  expect(open().known('k', 'f1', 'p2', true)).toBeUndefined();
  open().keep({ ...result, outcome: 'noticed' });
  expect(open().known('k', 'f1', 'p1', true)).toMatchObject({ outcome: 'noticed' });
  expect(open().known('k', 'f1', 'p2')).toMatchObject({ outcome: 'noticed' });
  expect(open().known('k', 'f2', 'p1')).toBeUndefined();
});

test('the report counts what was noticed among the mutants that count', () => {
  const [one, two] = placedIn('a = true;\nb = true;', mutant(4, 8), mutant(14, 18, 'a | b'));
  if (!one || !two) throw new Error('There are no mutants');
  const text = reportText(
    [
      { mutant: one, outcome: 'noticed', by: 'a test' },
      { mutant: one, outcome: 'refused', by: 'the compiler' },
      { mutant: one, outcome: 'equivalent', by: 'a reason' },
      { mutant: one, outcome: 'declared', by: 'npm run migration:check' },
      { mutant: two, outcome: 'unreached', by: null },
    ],
    [FILE, FILE, FILE, FILE, FILE, FILE, 'src/main.ts'],
  );
  expect(text).toContain('| `src/rules` | 6 | 5 | 1 | 1 | 1 | 66.7 % | 1 | 1 |');
  expect(text).toContain('| all | 7 | 5 | 1 | 1 | 1 | 66.7 % | 1 | 1 |');
  expect(text).toContain('no test runs it | `true` | `a \\| b` |');
});
