import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { things } from '../locking/modes.js';
import { type Verb, verbs } from '../locking/verbs.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const page = read('docs/locking.md');

test('the page has what each verb locks', () => {
  const rows = Object.entries(verbs as Readonly<Record<string, Verb>>).map(([name, { locks }]) => {
    const all = things.flatMap((thing) => (locks[thing] ? [`${thing}: ${locks[thing]}`] : []));
    return `| ${name} | ${all.join(', ') || 'nothing'} |`;
  });
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});

/** SQL that locks rows, or takes an advisory lock. */
const LOCKS = /\bFOR (NO KEY UPDATE|UPDATE|KEY SHARE|SHARE)\b|pg_(try_)?advisory_/;

test('the page names every file with a lock', () => {
  const files = readdirSync(path.join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', file));
  const locking = files.filter((file) => LOCKS.test(read(file)));
  expect(locking.length).toBeGreaterThan(10);
  expect(locking.filter((file) => !page.includes(`\`${file}\``))).toEqual([]);
});

test('the page names every function of the database that locks', () => {
  const functions = [...read('prisma/schema.sql').matchAll(/^CREATE FUNCTION public\.(\w+)(.*?)^END/gms)];
  const locking = functions.flatMap(([, name = '', body = '']) => (LOCKS.test(body) ? [name] : []));
  expect(locking.length).toBeGreaterThan(1);
  expect(locking.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

const rows = page.split('\n').filter((line) => /^\| .* \| `.*`test\//.test(line));

test.each(rows)('%s', (row) => {
  const tests = [...row.matchAll(/`(test\/[^`]+\.test\.ts)`(?:: (“[^”]+”(?:, “[^”]+”)*))?/g)];
  expect(tests).not.toEqual([]);
  for (const [, file = '', titles = ''] of tests) {
    expect(existsSync(path.join(packageRoot, file)), file).toBe(true);
    for (const [, title] of titles.matchAll(/“([^”]+)”/g)) expect(read(file)).toContain(title);
  }
});
