import type pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { PipelinedConnections } from '../../src/database/pipeline/pipelined-connections.js';
import { MAX_PREPARED_STATEMENTS } from '../../src/database/prepared-statements.js';
import { type Statement, statementName } from '../../src/database/sql.js';
import { runOn } from '../../src/database/statement-query.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');

/** A different statement for each number. */
const another = (number: number): Statement => ({ text: `SELECT $1::int, 'is ${number}'`, values: [number] });
const answer = (number: number) => [[number, `is ${number}`]];
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const PREPARED: Statement = { text: 'SELECT name FROM pg_prepared_statements', values: [], plan: 'anew' };

describe('on a connection of the pool', () => {
  /** One connection for all statements of the test. */
  async function connect() {
    const client = await holder.database.pool.connect();
    onTestFinished(() => client.release());
    const ask = (statement: Statement) => runOn(client, statement);
    const names = async () => (await ask(PREPARED)).map(([name]) => name);
    return { client, ask, names };
  }

  test('the number of prepared statements is limited, and the least recently used one is closed', async () => {
    const { ask, names } = await connect();
    for (const number of numbers(MAX_PREPARED_STATEMENTS)) await ask(another(number));
    await ask(another(0));
    await ask(another(MAX_PREPARED_STATEMENTS));
    const kept = new Set(await names());
    const isKept = (number: number) => kept.has(statementName(another(number).text));
    expect(kept.size).toBe(MAX_PREPARED_STATEMENTS);
    expect([0, 1, 2, MAX_PREPARED_STATEMENTS].map(isKept)).toEqual([true, false, true, true]);
  });

  test('a closed statement is prepared again when it is used again', async () => {
    const { client, ask, names } = await connect();
    for (const number of numbers(MAX_PREPARED_STATEMENTS + 1)) await ask(another(number));
    for (const number of [0, 1, 0]) expect(await ask(another(number))).toEqual(answer(number));
    expect(await names()).toHaveLength(MAX_PREPARED_STATEMENTS);
    expect(parsedOn(client)).toHaveLength(MAX_PREPARED_STATEMENTS);
  });

  test('a failed transaction can close a statement too', async () => {
    const { client, ask, names } = await connect();
    for (const number of numbers(MAX_PREPARED_STATEMENTS)) await ask(another(number));
    await client.query('BEGIN');
    await expect(client.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(ask(another(-1))).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    expect(await ask(another(-1))).toEqual(answer(-1));
    expect(await names()).toHaveLength(MAX_PREPARED_STATEMENTS);
  });
});

describe('a statement that no longer fits is prepared again', () => {
  const CHANGED: Statement = { text: 'SELECT * FROM changed', values: [] };
  const GATEWAY_CONNECTIONS = 12;

  /** A statement that every connection of the gateway has prepared, and a table that has other columns since then. */
  async function changeColumns(): Promise<void> {
    const { pool, query, write } = holder.database;
    await pool.query('CREATE TABLE changed (number integer)');
    onTestFinished(async () => {
      await pool.query('DROP TABLE changed');
    });
    await pool.query('INSERT INTO changed VALUES (1)');
    const all = Array.from({ length: GATEWAY_CONNECTIONS }, () => [query(CHANGED), write(CHANGED)]).flat();
    expect(await Promise.all(all)).toEqual(all.map(() => [[1]]));
    await pool.query("ALTER TABLE changed ALTER COLUMN number TYPE text USING 'now ' || number");
  }

  test('after a migration has changed its columns, without an error for a caller', async () => {
    await changeColumns();
    const { query, write } = holder.database;
    const all = Array.from({ length: GATEWAY_CONNECTIONS }, () => [query(CHANGED), write(CHANGED)]).flat();
    expect(await Promise.all(all)).toEqual(all.map(() => [['now 1']]));
  });

  const DISCARD: Statement = { text: 'DISCARD ALL', values: [] };

  test('after something has discarded it, without an error for a caller', async () => {
    const { query } = holder.database;
    const all = Array.from({ length: GATEWAY_CONNECTIONS });
    for (const statement of [another(0), DISCARD]) await Promise.all(all.map(() => query(statement)));
    expect(await Promise.all(all.map(() => query(another(0))))).toEqual(all.map(() => answer(0)));
  });

  // The connections of the embedded database share one session, which forgets its statements for each of them.
  test.runIf(template.kind === 'postgresql')(
    'on a connection that stays in use after the refusal',
    async () => {
      const client = await holder.database.pool.connect();
      onTestFinished(() => client.release());
      await runOn(client, another(0));
      await runOn(client, DISCARD);
      await expect(runOn(client, another(0))).rejects.toMatchObject({ code: '26000' });
      expect(await runOn(client, another(0))).toEqual(answer(0));
    },
  );

  test('in a transaction, which is repeated', async () => {
    await changeColumns();
    const { transaction } = holder.database;
    const read = () => transaction((tx) => tx.$queryRawUnsafe(CHANGED.text));
    await read();
    await holder.database.pool.query('ALTER TABLE changed ALTER COLUMN number TYPE integer USING 2');
    for (let turn = 0; turn < GATEWAY_CONNECTIONS; turn++) expect(await read()).toEqual([{ number: 2 }]);
  });
});

describe.runIf(template.kind === 'postgresql')('on pipelined connections', () => {
  test('more concurrent statements than a connection keeps are all answered', async () => {
    const connections = new PipelinedConnections({
      connectionString: template.kind === 'postgresql' ? template.url : '',
    });
    onTestFinished(() => connections.close());
    const ask = (number: number) => connections.query(another(number));
    const all = numbers(2.5 * MAX_PREPARED_STATEMENTS);
    for (let turn = 0; turn < 2; turn++)
      expect(await Promise.all(all.map(ask))).toEqual(all.map((number) => answer(number)));
    // Two concurrent statements use both connections. Nothing else is in flight, so all excess statements are closed.
    await Promise.all([-1, -2].map(ask));
    for (const prepared of await Promise.all([connections.query(PREPARED), connections.query(PREPARED)]))
      expect(prepared).toHaveLength(MAX_PREPARED_STATEMENTS);
  });
});

/** The names of the statements that node-postgres considers prepared. */
const parsedOn = (client: pg.ClientBase): readonly string[] =>
  Object.keys(
    (client as unknown as { connection: { parsedStatements: object } }).connection.parsedStatements,
  );
