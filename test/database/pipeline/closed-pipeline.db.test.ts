import { randomBytes } from 'node:crypto';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { PipelinedConnections } from '../../../src/database/pipeline/pipelined-connections.js';
import { testDatabase } from '../../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');
const SELECT = { text: 'SELECT $1::int', values: [7] };

describe.runIf(template.kind === 'postgresql')('pipelined connections', () => {
  /** Connections, the server's view of them, and a way to break them all. */
  function watched() {
    const name = `pipeline-${randomBytes(6).toString('hex')}`;
    const on = new PipelinedConnections({
      connectionString: template.kind === 'postgresql' ? template.url : '',
      application_name: name,
    });
    onTestFinished(() => on.close());
    const ask = async (what: string): Promise<unknown[]> => {
      const text = `SELECT ${what} AS told FROM pg_stat_activity WHERE application_name = $1`;
      return (await holder.database.pool.query<{ told: unknown }>(text, [name])).rows.map(({ told }) => told);
    };
    const pids = () => ask('pid');
    /** Asks something once, and waits until both connections are open. */
    const opened = async () => {
      await on.query(SELECT);
      await expect.poll(pids).toHaveLength(2);
      return pids();
    };
    const none = () => expect.poll(pids).toEqual([]);
    return { on, pids, opened, none, terminate: () => ask('pg_terminate_backend(pid)') };
  }

  test('answer what is pending when they are closed, and then no connection is open', async () => {
    const { on, opened, none } = watched();
    await opened();
    const answers = Promise.all(Array.from({ length: 20 }, () => on.query(SELECT)));
    await Promise.all([answers, on.close()]);
    expect(await answers).toEqual(Array(20).fill([[7]]));
    await none();
  });

  test('that are closed while they are opened answer what was asked, and stay closed', async () => {
    const { on, none } = watched();
    const answer = on.query(SELECT);
    await on.close();
    expect(await answer).toEqual([[7]]);
    await none();
  });

  test('open none after they are closed, not even in place of one that broke', async () => {
    const { on, opened, none, terminate } = watched();
    await opened();
    await terminate();
    await none();
    await on.close();
    await expect(on.query(SELECT)).rejects.toThrow('The database is closed');
    await on.close();
    await none();
  });

  test('are opened again for the next statement once they broke, and are two', async () => {
    const { on, pids, opened, none, terminate } = watched();
    const before = await opened();
    await terminate();
    await none();
    // A connection is forgotten once its end has arrived here too.
    await expect.poll(() => on.query(SELECT).catch((error: Error) => error.message)).toEqual([[7]]);
    await expect.poll(pids).toHaveLength(2);
    const after = await pids();
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  });

  test('that cannot be opened are tried again for the next statement', async () => {
    const config = { host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' };
    const on = new PipelinedConnections(config);
    onTestFinished(() => on.close());
    const failure = () => on.query(SELECT).catch(({ code }: NodeJS.ErrnoException) => code);
    expect(await failure()).toBe('ECONNREFUSED');
    config.host = '/nowhere';
    await expect.poll(failure).toBe('ENOENT');
  });
});
