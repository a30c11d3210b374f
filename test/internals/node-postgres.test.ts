import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { failureOf } from '../../src/database/failure.js';
import { WatchedClient } from '../../src/database/pipeline/watched-client.js';
import { parserOf } from '../../src/database/sql.js';

/** The server's answer to a startup: the client is authenticated, and the server is ready for a query. */
const WELCOME = Buffer.from([...[0x52, 0, 0, 0, 8, 0, 0, 0, 0], ...[0x5a, 0, 0, 0, 5, 0x49]]);

/** A server that greets each client and then stays silent. `sockets` are the server's ends of the connections. */
async function quietServer({ greets = true } = {}) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    if (greets) socket.once('data', () => socket.write(WELCOME));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { sockets, config: { host: '127.0.0.1', port: (server.address() as AddressInfo).port } };
}

test('a connection without a pending statement may be silent for any time (`readyForQuery`)', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { config } = await quietServer();
  const client = new WatchedClient(config);
  await client.connect();
  const ended = vi.fn();
  client.on('end', ended);
  vi.advanceTimersByTime(60_000);
  await new Promise(setImmediate);
  expect(ended).not.toHaveBeenCalled();
  const pending = client.query('SELECT 1').catch((error: Error) => error);
  vi.advanceTimersByTime(60_000);
  expect(await pending).toMatchObject({ message: 'Connection terminated unexpectedly' });
});

describe('node-postgres reports these failures by text alone, and `failureOf` knows the texts', () => {
  /** A connected client whose errors do not end the process. */
  async function connected() {
    const server = await quietServer();
    const client = new pg.Client(server.config).on('error', () => {});
    await client.connect();
    return { ...server, client };
  }

  test.each<[name: string, fail: () => Promise<unknown>, failure: string]>([
    [
      'the server ends the connection while a statement is pending',
      async () => {
        const { client, sockets } = await connected();
        const pending = client.query('SELECT 1');
        sockets[0]?.end();
        return pending;
      },
      'lost',
    ],
    [
      'a statement follows on a connection that broke',
      async () => {
        const { client, sockets } = await connected();
        const broken = new Promise<void>((resolve) => void client.once('end', resolve));
        sockets[0]?.destroy();
        await broken;
        return client.query('SELECT 1');
      },
      'unreachable',
    ],
    [
      'the process ends the connection while a statement is pending',
      async () => {
        const { client, sockets } = await connected();
        const pending = client.query('SELECT 1');
        void client.end();
        sockets[0]?.end();
        return pending;
      },
      'lost',
    ],
    [
      'a client connects to a silent server',
      async () => {
        const { config } = await quietServer({ greets: false });
        return new pg.Client({ ...config, connectionTimeoutMillis: 50 }).connect();
      },
      'unreachable',
    ],
    [
      'a pool connects to a silent server',
      async () => {
        const { config } = await quietServer({ greets: false });
        return new pg.Pool({ ...config, connectionTimeoutMillis: 50 }).connect();
      },
      'unreachable',
    ],
    [
      'all connections of a pool are taken',
      async () => {
        const { config } = await quietServer();
        const pool = new pg.Pool({ ...config, max: 1 });
        (await pool.connect()).on('error', () => {});
        pool.options.connectionTimeoutMillis = 50;
        return pool.connect();
      },
      'full',
    ],
  ])('%s', async (_, fail, failure) => {
    const error: unknown = await fail().catch((thrown) => thrown);
    expect(failureOf(error), String(error)).toBe(failure);
    expect(error).not.toHaveProperty('code');
  });
});

test('all types that are read as text have one parser, so rows of text need no parsing', () => {
  const ENUM_OF_THIS_SCHEMA = 1_000_000;
  for (const type of [pg.types.builtins.TEXT, pg.types.builtins.VARCHAR, ENUM_OF_THIS_SCHEMA])
    expect(parserOf(type)).toBeUndefined();
  for (const type of [pg.types.builtins.BOOL, pg.types.builtins.INT8, pg.types.builtins.JSONB])
    expect(parserOf(type)).toBeTypeOf('function');
});
