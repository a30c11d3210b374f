import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { MAX_READS_ON_POOL } from '../../src/database/limited-reads.js';
import { POOL_SIZE } from '../../src/database/postgresql.js';
import { sql } from '../../src/database/sql.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { databaseUrl } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');

test('every connection is in UTC, because Prisma reads every time as UTC', async () => {
  const { pool, prisma } = holder.database;
  expect((await pool.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'UTC' }]);
  const [row] = await prisma.$queryRaw<{ at: Date }[]>`SELECT '2026-03-01T12:00:00+09:00'::timestamptz AS at`;
  expect(row?.at).toEqual(new Date('2026-03-01T03:00:00Z'));
});

test('values that were read are written back unchanged: times to the millisecond, integers of any size', async () => {
  const { pool, query } = holder.database;
  const asked = '2026-01-15T10:00:00.123Z';
  const [row = []] = await query(
    sql`SELECT ${asked}::timestamptz, 999999999999999, 9007199254740993, (-9223372036854775808)::bigint, (-1)::bigint`,
  );
  const numbers = [999999999999999n, 9007199254740993n, -9223372036854775808n, -1n];
  expect(row).toEqual([new Date(asked), ...numbers]);
  const text = 'SELECT $1::timestamptz = $2::timestamptz AS same, $3::text[] AS numbers';
  expect((await pool.query(text, [row[0], asked, row.slice(1)])).rows).toEqual([
    { same: true, numbers: numbers.map(String) },
  ]);
});

describe.runIf(template.kind === 'postgresql')('connections to a server', () => {
  const server = template.kind === 'postgresql' ? template.url : '';

  async function databaseName(): Promise<string> {
    const { rows } = await holder.database.pool.query<{ name: string }>('SELECT current_database() AS name');
    return rows[0]?.name ?? '';
  }

  async function settingsOf(url: string) {
    const { pool, close } = await openDatabase({ url });
    onTestFinished(close);
    const { rows } = await pool.query(
      `SELECT name, current_setting(name) AS value FROM unnest(ARRAY[
        'TimeZone', 'statement_timeout', 'idle_in_transaction_session_timeout', 'search_path']) name`,
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  test('are in UTC even if the database has another time zone', async () => {
    const { pool } = holder.database;
    const name = await databaseName();
    await pool.query(`ALTER DATABASE ${name} SET TimeZone = 'Asia/Tokyo'`);
    const { TimeZone } = await settingsOf(databaseUrl(server, name));
    expect(TimeZone).toBe('UTC');
  });

  test('use the options of the URL, except for the time zone', async () => {
    const url = new URL(server);
    url.searchParams.set('options', '-c search_path=ledger -c statement_timeout=3s -c TimeZone=Asia/Tokyo');
    expect(await settingsOf(url.href)).toEqual({
      TimeZone: 'UTC',
      statement_timeout: '3s',
      idle_in_transaction_session_timeout: '15s',
      search_path: 'ledger',
    });
  });

  test('that die right after they were acquired fail their next statement, not the process', async () => {
    const { pool } = holder.database;
    const client = await pool.connect();
    const [backend] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    // Without a listener, the error event of a dying connection would end the process.
    const ended = new Promise<void>((resolve) => void client.once('end', resolve));
    await pool.query('SELECT pg_terminate_backend($1)', [backend?.pid]);
    await ended;
    const error = await client.query('SELECT 1').catch((thrown: Error) => thrown);
    client.release(true);
    expect(error).toBeInstanceOf(Error);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('are left for a write, however many reads of the pool are waiting', async () => {
    const { pool, query, write } = holder.database;
    const other = new pg.Client({ connectionString: databaseUrl(server, await databaseName()) });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('SELECT pg_advisory_lock(1)');
    const reads = Array.from({ length: 2 * POOL_SIZE }, (_, index) =>
      query({ text: 'SELECT $1::int, pg_advisory_xact_lock_shared(1)', values: [index], plan: 'anew' }),
    );
    const isHeld = sql`SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
    await expect.poll(() => query(isHeld)).toEqual([[MAX_READS_ON_POOL]]);
    expect(await write(sql`SELECT 'written'`)).toEqual([['written']]);
    expect(pool.waitingCount).toBe(0);
    await other.query('SELECT pg_advisory_unlock(1)');
    expect((await Promise.all(reads)).map(([row]) => row?.[0])).toEqual(reads.map((_, index) => index));
  });

  test('have a statement timeout of 10 seconds', async () => {
    expect(await settingsOf(server)).toMatchObject({ statement_timeout: '10s' });
  });

  test('for reads look rows up by index only, with one plan for all values and without workers', async () => {
    const { pool, query, close } = await openDatabase({ url: server });
    onTestFinished(close);
    const names = [
      ...['lock_timeout', 'plan_cache_mode', 'max_parallel_workers_per_gather', 'enable_seqscan', 'jit'],
      ...['enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_memoize', 'enable_nestloop'],
    ];
    const settings = sql`SELECT current_setting(name) FROM unnest(${names}::text[]) name`;
    expect((await query(settings)).flat()).toEqual([
      ...['5s', 'force_generic_plan', '0', 'off', 'off'],
      ...['off', 'off', 'off', 'off', 'on'],
    ]);
    // Other statements are planned as PostgreSQL likes it.
    const { rows } = await pool.query({ text: settings.text, values: [names], rowMode: 'array' });
    expect(rows.flat()).toEqual([...['5s', 'auto', '2', 'on', 'on'], ...['on', 'on', 'on', 'on', 'on']]);
    expect(pool.options).toMatchObject({ max: 10, connectionTimeoutMillis: 5_000 });
  });

  test.each([
    ['nothing listens', { port: '1' }, 'ECONNREFUSED'],
    ['there is no such database', { pathname: '/refund_gateway_test_none' }, 'does not exist'],
    ['there is no such role', { username: 'refund_gateway_test_none' }, 'refund_gateway_test_none'],
  ])(
    'fail with DATABASE_UNREACHABLE and without the password in the message: %s',
    async (_, change, reason) => {
      const url = Object.assign(new URL(server), { password: 'hunter2' }, change);
      url.searchParams.set('password', 'hunter2');
      const refused = openDatabase({ url: url.href });
      await expect(refused).rejects.toMatchObject({
        code: 'DATABASE_UNREACHABLE',
        message: expect.stringContaining(reason),
      });
      await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') });
    },
  );

  test('are replaced when the server ends them', async () => {
    const { pool, close } = await openDatabase({ url: server });
    onTestFinished(close);
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const other = new pg.Client({ connectionString: server });
    await other.connect();
    await other.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await other.end();
    await expect.poll(() => pool.totalCount).toBe(0);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});
