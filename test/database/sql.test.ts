import pg from 'pg';
import { expect, test } from 'vitest';
import { parserOf, statementName } from '../../src/database/sql.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

/** PostgreSQL distinguishes names by this many bytes. */
const MAX_NAME_BYTES = 63;
const { INT8 } = pg.types.builtins;

test('each text has its own name, which is short enough for PostgreSQL', () => {
  const names = ['SELECT 1', 'SELECT 2', 'SELECT 2 '].map(statementName);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MAX_NAME_BYTES);
});

test('a text that was evicted meanwhile gets the same name again', () => {
  const name = statementName('SELECT 1');
  const before = cacheCounts()['statement names']?.evictions ?? 0;
  for (let index = 0; index < 5_000; index++) statementName(`SELECT ${index}, 'ever new'`);
  const counts = cacheCounts()['statement names'];
  expect((counts?.evictions ?? 0) - before).toBeGreaterThan(2_500);
  expect(counts?.entries).toBeLessThanOrEqual(2_000);
  expect(statementName('SELECT 1')).toBe(name);
});

test.each(['0', '-1', '999999999999999', '9007199254740993', '-9007199254740993', '9223372036854775807'])(
  'the amount %s is read exactly',
  (text) => expect(parserOf(INT8)?.(text)).toBe(BigInt(text)),
);
