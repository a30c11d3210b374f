import { describe, expect, inject, test } from 'vitest';
import { failureOf, failures } from '../../src/database/failure.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase();
const SQLSTATES = Object.entries(failures).filter(([word]) => /^[0-9]/.test(word));

/** What a server answers when it fails so. */
const raising = (sqlstate: string) =>
  `DO $$ BEGIN RAISE EXCEPTION 'failed' USING ERRCODE = '${sqlstate}'; END $$`;
const errorOf = (failing: Promise<unknown>) =>
  failing.then(
    () => null,
    (error: unknown) => error,
  );

describe.runIf(inject('template').kind === 'postgresql')('a failure that a server tells', () => {
  test.each(SQLSTATES)('by %s is %s, whichever library tells it', async (sqlstate, failure) => {
    const { pool, prisma } = holder.database;
    const text = raising(sqlstate);
    const errors = [
      await errorOf(pool.query(text)),
      await errorOf(prisma.$executeRawUnsafe(text)),
      await errorOf(prisma.$transaction((tx) => tx.$executeRawUnsafe(text))),
    ];
    expect(errors.map(failureOf)).toEqual([failure, failure, failure]);
  });

  test.each(['23505', '22P02', '42P01', 'P0001'])('by %s is none', async (sqlstate) => {
    const { pool, prisma } = holder.database;
    const text = raising(sqlstate);
    const errors = [await errorOf(pool.query(text)), await errorOf(prisma.$executeRawUnsafe(text))];
    expect(errors.map(failureOf)).toEqual([null, null]);
    expect(errors).not.toContain(null);
  });
});
