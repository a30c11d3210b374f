import { describe, expect, inject, test } from 'vitest';
import { OutcomeUnknownError } from '../../src/database/retry.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase('owner');
const { kind } = inject('template');

describe.runIf(kind === 'postgresql')('a transaction whose connection the server ends', () => {
  /** Creates a table that ends the connection of its first `times` inserts, at once or at the commit. */
  async function deadly(when: 'at once' | 'at the commit', times: number): Promise<string> {
    const name = `deadly_${when.replaceAll(' ', '_')}_${times}`;
    const trigger =
      when === 'at once'
        ? `CREATE TRIGGER deadly BEFORE INSERT ON ${name}`
        : `CREATE CONSTRAINT TRIGGER deadly AFTER INSERT ON ${name} DEFERRABLE INITIALLY DEFERRED`;
    // A sequence keeps its count when the transaction is rolled back.
    await holder.database.pool.query(`
      CREATE TABLE ${name} (n int);
      CREATE SEQUENCE ${name}_seq;
      CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('${name}_seq') <= ${times} THEN
          PERFORM pg_terminate_backend(pg_backend_pid());
          -- The termination arrives during this pause and ends it at once.
          PERFORM pg_sleep(10);
        END IF;
        RETURN NEW;
      END $$;
      ${trigger} FOR EACH ROW EXECUTE FUNCTION ${name}()`);
    return name;
  }
  const insert = (table: string) =>
    holder.database.transaction(async (tx) => {
      await tx.$executeRawUnsafe(`INSERT INTO ${table} VALUES (1)`);
      return 'done';
    });
  const count = async (table: string) =>
    Number((await holder.database.query({ text: `SELECT count(*) FROM ${table}`, values: [] }))[0]?.[0]);

  test('is retried if the connection ends before the commit, since nothing was written', async () => {
    const table = await deadly('at once', 2);
    expect(await insert(table)).toBe('done');
    expect(await count(table)).toBe(1);
  });

  test('I10: has an unknown outcome if the connection ends during the commit, and is not retried', async () => {
    const table = await deadly('at the commit', 1);
    await expect(insert(table)).rejects.toThrow(
      new OutcomeUnknownError('The connection to the database broke while it committed', {
        cause: expect.anything(),
      }),
    );
    expect(await count(table)).toBe(0);
    expect(await insert(table)).toBe('done');
  });

  test('I13: leaves no connection of the pool in use', async () => {
    const { pool, write } = holder.database;
    await Promise.all(Array.from({ length: 30 }, () => write({ text: 'SELECT 1', values: [] })));
    expect([pool.waitingCount, pool.totalCount - pool.idleCount]).toEqual([0, 0]);
  });
});

test.runIf(kind === 'postgresql')('a conflict is retried, even if it appears at the commit', async () => {
  const { pool } = holder.database;
  await pool.query(`
    CREATE TABLE conflicting (n int);
    CREATE SEQUENCE conflicting_seq;
    CREATE FUNCTION conflicting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('conflicting_seq') <= 3 THEN
        RAISE EXCEPTION 'in the way' USING ERRCODE = 'serialization_failure';
      END IF;
      RETURN NEW;
    END $$;
    CREATE CONSTRAINT TRIGGER conflicting AFTER INSERT ON conflicting DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION conflicting()`);
  await holder.database.transaction((tx) => tx.$executeRawUnsafe('INSERT INTO conflicting VALUES (1)'));
  expect((await pool.query('SELECT n FROM conflicting')).rows).toEqual([{ n: 1 }]);
});
