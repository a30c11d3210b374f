import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen, urlOf } from '../../src/http/listen.js';
import { OperatorError } from '../../src/process/operator-error.js';

function newServer(): Server {
  const server = createServer();
  onTestFinished(() => void server.close());
  return server;
}

const fail = (error: Error) => {
  throw error;
};

test('a server listens at its address, and a second one is told that the port is in use', async () => {
  const server = newServer();
  await listen(server, { port: 0, host: '127.0.0.1' }, fail);
  const { port } = server.address() as AddressInfo;
  expect(urlOf(server, '127.0.0.1')).toBe(`http://127.0.0.1:${port}/graphql`);
  await expect(listen(newServer(), { port, host: '127.0.0.1' }, fail)).rejects.toThrow(
    new OperatorError(
      'PORT_IN_USE',
      `Port ${port} of 127.0.0.1 is in use. Stop the other program, or set PORT to another port.`,
    ),
  );
});

test('an address that this machine does not have is told with the reason', async () => {
  // This network is for documentation only.
  await expect(listen(newServer(), { port: 0, host: '192.0.2.1' }, fail)).rejects.toThrow(
    new OperatorError(
      'PORT_UNUSABLE',
      'Port 0 of 192.0.2.1 cannot be opened: listen EADDRNOTAVAIL: address not available 192.0.2.1. Set PORT to another port, or HOST to another address.',
    ),
  );
});

test('a connection that cannot be accepted does not end the process, however many there are', async () => {
  const server = newServer();
  const failures: Error[] = [];
  await listen(server, { port: 0, host: '127.0.0.1' }, (error) => failures.push(error));
  const refused = new Error('accept EPERM');
  server.emit('error', refused);
  server.emit('error', refused);
  expect(failures).toEqual([refused, refused]);
});

test('an address of IPv6 stands in brackets', () => {
  const server = { address: () => ({ port: 4000 }) } as unknown as Server;
  expect(urlOf(server, '::1')).toBe('http://[::1]:4000/graphql');
});

test('a server without a port has none in its address', () => {
  for (const address of [null, '/run/gateway.sock'])
    expect(urlOf({ address: () => address } as unknown as Server, 'localhost')).toBe(
      'http://localhost:0/graphql',
    );
});
