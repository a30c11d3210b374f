import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { TestGateway } from './test-gateway.js';

/** A gateway on a port, for what only sockets show; open while the tests of a file run. */
export function openPort(gateway: TestGateway) {
  let port = 0;
  beforeAll(async () => {
    const { server } = gateway;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => {
    if (port === 0) return;
    gateway.server.closeAllConnections();
    gateway.server.close();
  });
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    connect: () => connection(port),
  };
}

/** A connection of a test's own, and what came over it. */
export async function connection(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  return {
    socket,
    closed,
    write: (text: string) => void socket.write(text),
    received: () => received,
    answered: (text: string) => expect.poll(() => received).toContain(text),
  };
}
