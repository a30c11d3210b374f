import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/databases/test-database.js';
import { type Counts, importGraph } from './run.js';

// The short form of `npm run imports` takes some seconds.
const FIRST_SEED = 34;
const GRAPHS = 6;

const holder = testDatabase();

test('section 11: what an import wrote passes verify, and the same file changes nothing later', async () => {
  const counts: Counts = { graphs: 0, files: 0, imported: 0, refused: 0, warnings: 0, written: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + GRAPHS; seed++)
    expect(await importGraph(holder.database, seed, counts)).toBe(null);
  expect(counts.imported).toBeGreaterThan(3);
  expect(counts.refused).toBeGreaterThan(0);
  expect(counts.written).toBeGreaterThan(3);
});
