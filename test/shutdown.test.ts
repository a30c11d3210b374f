import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataDirectories } from './support/data-directory.js';
import { type RunningGateway, startGateway } from './support/processes.js';

const directories = dataDirectories();
const BODY = JSON.stringify({ query: '{ __typename }' });

/** A connection of the test's own, and what came over it. */
async function open({ port }: RunningGateway) {
  const socket: Socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  return {
    closed,
    write: (text: string) => void socket.write(text),
    received: () => received,
    answered: (text: string) => expect.poll(() => received, { timeout: 5_000 }).toContain(text),
  };
}

/** A request of which the last part is not sent yet. */
async function slowRequest(gateway: RunningGateway) {
  const connection = await open(gateway);
  connection.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${BODY.length}\r\n\r\n`,
  );
  // The gateway has seen its head.
  await connection.answered('100 Continue');
  return { ...connection, finish: () => connection.write(BODY) };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

async function told(gateway: RunningGateway, signal: NodeJS.Signals): Promise<void> {
  gateway.child.kill(signal);
  await gateway.seen(new RegExp(`${signal}: finishing`));
}

const isRefused = (gateway: RunningGateway): Promise<boolean> =>
  open(gateway).then(
    () => false,
    () => true,
  );

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('what is under way is answered, nothing new is taken, and a second signal changes nothing', async () => {
    const gateway = await startGateway({ DATA_DIR: directories.copy() });
    const idle = await open(gateway);
    idle.write(get('/ready'));
    await idle.answered('ready');
    expect(idle.received()).toContain('200 OK');
    const slow = await slowRequest(gateway);

    await told(gateway, signal);
    expect(await isRefused(gateway)).toBe(true);
    gateway.child.kill('SIGTERM');
    gateway.child.kill('SIGINT');
    idle.write(get('/ready'));
    await idle.answered('not ready');
    expect(idle.received()).toMatch(/503 Service Unavailable[\s\S]*connection: close/i);
    expect(gateway.child.exitCode).toBeNull();

    slow.finish();
    await slow.closed;
    expect(slow.received()).toContain('{"data":{"__typename":"Query"}}');
    expect(slow.received()).toMatch(/200 OK[\s\S]*connection: close/i);
    expect(await gateway.ended).toBe(0);
    expect(gateway.stdout().match(/finishing what is under way/g)).toHaveLength(1);
    expect(gateway.stdout()).toContain('Stopped');
    expect(gateway.stderr()).toBe('');
  });
});

test('connections that are idle do not hold it up: kept alive, or never used', async () => {
  const gateway = await startGateway({ DATA_DIR: directories.copy() });
  const [unused, kept] = [await open(gateway), await open(gateway)];
  kept.write(get('/health'));
  await kept.answered('ok');
  const start = performance.now();
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
  await Promise.all([unused.closed, kept.closed]);
  // Node keeps an idle connection for five seconds.
  expect(performance.now() - start).toBeLessThan(4_000);
});

test('a stream of events ends, because it would never be finished', async () => {
  const gateway = await startGateway({ DATA_DIR: directories.copy() });
  const stream = await open(gateway);
  const body = JSON.stringify({ query: 'subscription { refundEvents { id } }' });
  stream.write(
    `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await stream.answered('text/event-stream');
  gateway.child.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
  expect(stream.received()).toContain('event: complete');
});
