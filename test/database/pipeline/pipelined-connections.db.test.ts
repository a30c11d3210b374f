import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { PipelinedConnections } from '../../../src/database/pipeline/pipelined-connections.js';
import { runOnPool } from '../../../src/database/statement-query.js';
import { testDatabase } from '../../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');

/** A value of each kind of type in the ledger, and a null. */
const VALUES = `SELECT 9007199254740993::bigint, 7::int, true, 'text', NULL::bigint,
  '{"a": 1}'::jsonb, ARRAY['x', 'y'], '2026-01-15 10:00:00.25+00'::timestamptz, n FROM generate_series(1, $1::int) n`;

describe.runIf(template.kind === 'postgresql')('on pipelined connections', () => {
  const url = template.kind === 'postgresql' ? template.url : '';
  const pipelined = () => {
    const opened = new PipelinedConnections({ connectionString: url });
    onTestFinished(() => opened.close());
    return opened;
  };

  test('rows are read as the driver reads them, even if the columns are known already', async () => {
    const rows = await runOnPool(holder.database.pool, { text: VALUES, values: [2] });
    const on = pipelined();
    const asked = () => on.query({ text: VALUES, values: [2] });
    // The first round is concurrent, so some statements are sent before the first answer. The second reuses the columns.
    for (const read of await Promise.all(Array.from({ length: 8 }, asked))) expect(read).toEqual(rows);
    for (const read of await Promise.all(Array.from({ length: 8 }, asked))) expect(read).toEqual(rows);
  });

  test('a failed statement affects no other statement, and succeeds later with other values', async () => {
    const on = pipelined();
    const fails = { text: 'SELECT 1 / $1::int', values: [0] };
    const good = { text: 'SELECT $1::int', values: [5] };
    for (let turn = 0; turn < 2; turn++) {
      const settled = await Promise.allSettled([good, fails, good, fails, good].map((one) => on.query(one)));
      expect(settled.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
    }
    expect(await on.query({ text: 'SELECT 1 / $1::int', values: [1] })).toEqual([[1]]);
  });

  test('a statement that no longer fits is prepared again, though others are on their way under its name', async () => {
    const on = pipelined();
    const statement = { text: 'SELECT $1::int', values: [5] };
    const both = <T>(work: () => T): [T, T] => [work(), work()];
    await Promise.all(both(() => on.query(statement)));
    await Promise.all(both(() => on.query({ text: 'DISCARD ALL', values: [], plan: 'anew' })));
    // On each connection: one that is refused, one that waits, and one that is refused later.
    const lock = new pg.Client(url);
    await lock.connect();
    onTestFinished(() => lock.end());
    await lock.query('SELECT pg_advisory_lock(7)');
    const first = both(() => on.query(statement));
    const between = both(() =>
      on.query({ text: 'SELECT pg_advisory_xact_lock(7)', values: [], plan: 'anew' }),
    );
    const later = both(() => on.query(statement));
    const refused = (work: readonly Promise<unknown>[]) =>
      Promise.all(work.map((one) => expect(one).rejects.toMatchObject({ code: '26000' })));
    const laterRefused = refused(later);
    await refused(first);
    const again = both(() => on.query(statement));
    await lock.query('SELECT pg_advisory_unlock(7)');
    await Promise.all([laterRefused, ...between]);
    expect(await Promise.all(again)).toEqual([[[5]], [[5]]]);
    for (let turn = 0; turn < 3; turn++)
      expect(await Promise.all(both(() => on.query(statement)))).toEqual([[[5]], [[5]]]);
  });
});
