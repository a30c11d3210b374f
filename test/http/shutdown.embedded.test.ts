import { once } from 'node:events';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { connection } from '../support/clients/connection.js';
import { dataDirectories } from '../support/databases/data-directory.js';
import { announced, type RunningGateway } from '../support/processes/gateway-process.js';
import { startGateway, startProcess } from '../support/processes/processes.js';
import { built } from '../support/processes/spawn-process.js';

const directories = dataDirectories();
const BODY = JSON.stringify({ query: '{ __typename }' });

const open = ({ port }: RunningGateway) => connection(port);

/** Sends a request except for its body. */
async function slowRequest(gateway: RunningGateway) {
  const connection = await open(gateway);
  connection.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${BODY.length}\r\n\r\n`,
  );
  // The gateway has seen its head.
  await connection.answered('100 Continue');
  return { ...connection, finish: () => connection.write(BODY) };
}

async function openStream(gateway: RunningGateway) {
  const stream = await open(gateway);
  const body = JSON.stringify({ query: 'subscription { refundEvents { id } }' });
  stream.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await stream.answered('text/event-stream');
  return stream;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

async function told(gateway: RunningGateway, signal: NodeJS.Signals): Promise<void> {
  gateway.child.kill(signal);
  await gateway.seen(new RegExp(`${signal}: finishing`));
}

const isRefused = (gateway: RunningGateway): Promise<boolean> =>
  open(gateway).then(
    () => false,
    () => true,
  );

test('requests in flight are answered, streams end, new connections are refused, and a second signal changes nothing', {
  tags: ['long'],
}, async () => {
  const gateway = await startGateway({ DATA_DIR: directories.copy() });
  const stream = await openStream(gateway);
  const idle = await open(gateway);
  idle.write(get('/ready'));
  await idle.answered('ready');
  expect(idle.received()).toContain('200 OK');
  const slow = await slowRequest(gateway);

  await told(gateway, 'SIGTERM');
  expect(await isRefused(gateway)).toBe(true);
  gateway.child.kill('SIGTERM');
  gateway.child.kill('SIGINT');
  idle.write(get('/ready'));
  await idle.answered('not ready');
  expect(idle.received()).toMatch(/503 Service Unavailable[\s\S]*connection: close/i);
  expect(gateway.child.exitCode).toBeNull();

  // The stream would never end by itself. Its end would tell the client not to come back.
  await stream.closed;
  expect(stream.received()).not.toContain('complete');
  slow.finish();
  await slow.closed;
  expect(slow.received()).toContain('{"data":{"__typename":"Query"}}');
  expect(slow.received()).toMatch(/200 OK[\s\S]*connection: close/i);
  expect(await gateway.ended).toBe(0);
  expect(gateway.stdout().match(/finishing the requests in flight/g)).toHaveLength(1);
  expect(gateway.stdout()).toContain('Stopped');
  expect(gateway.stderr()).toBe('');
});

describe('cases that server.close() of Node.js handles wrongly', () => {
  const ANSWER_BYTES = 30_000_000;

  /**
   * Starts a server with our shutdown and without a database. It gives one large answer when it gets SIGUSR2. It closes
   * no connection by itself: a connection that the shutdown leaves open is still open at the deadline, and then the exit
   * code is not 0.
   */
  async function startServer(): Promise<RunningGateway> {
    const script = `
      import { createServer } from 'node:http';
      import { shutDownOnSignal } from '${pathToFileURL(built('src/http/shutdown.js'))}';
      const logger = { info: console.log, warn: console.log, error: console.log };
      const server = createServer((_, res) => {
        process.on('SIGUSR2', () => res.end('x'.repeat(${ANSWER_BYTES})));
        console.log('Asked');
      });
      Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
      server.on('connection', () => console.log('Connected'));
      shutDownOnSignal(server, new AbortController(), async () => {}, logger);
      server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/graphql'));`;
    return announced(startProcess([process.execPath, '--input-type=module', '-e', script]));
  }

  test('an answer that is written but not yet sent arrives whole', async () => {
    const server = await startServer();
    const socket = connect(server.port, '127.0.0.1');
    socket.write(get('/'));
    await server.seen(/Asked/);
    server.child.kill('SIGUSR2');
    const [first] = (await once(socket, 'data')) as [Buffer];
    socket.pause();
    await told(server, 'SIGTERM');
    let bytes = first.length;
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(bytes).toBeGreaterThan(ANSWER_BYTES);
    expect(await server.ended).toBe(0);
  });

  test('a connection is closed after the answer in flight', async () => {
    const server = await startServer();
    const connection = await open(server);
    connection.write(get('/'));
    await server.seen(/Asked/);
    await told(server, 'SIGTERM');
    // A second signal does not end it.
    server.child.kill('SIGTERM');
    server.child.kill('SIGUSR2');
    await connection.closed;
    expect(await server.ended).toBe(0);
    expect(connection.received()).toMatch(/connection: close/i);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'a connection that was never used does not delay the shutdown (%s)',
    { tags: ['long'] },
    async (signal) => {
      const server = await startServer();
      const connection = await open(server);
      await server.seen(/Connected/);
      await told(server, signal);
      await connection.closed;
      expect(await server.ended).toBe(0);
    },
  );
});
