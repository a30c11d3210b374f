import { describe, expect, test } from 'vitest';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { openPort } from '../support/gateways/open-port.js';
import { PATIENT_LIMITS } from '../support/gateways/patient-limits.js';
import { testLogger } from '../support/logs/test-logger.js';

/** A server without a database: no request of these tests needs one. */
const server = createServer({
  production: true,
  logger: testLogger(),
  limits: PATIENT_LIMITS,
} as unknown as ServerOptions);
const port = openPort({ server });

/** Sends a request as it is, and returns the status line of the answer. */
async function statusOf(request: string): Promise<string> {
  const { write, answered, received } = await port.connect();
  write(request);
  await answered('\r\n\r\n');
  return received().slice('HTTP/1.1 '.length, received().indexOf('\r\n'));
}
const OK = '200 OK';
const post = (headers: string): string =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;

/** Each request gets a short answer, and the process serves the next one. */
const asserts = async (request: string, status: string) => {
  expect(await statusOf(request)).toBe(status);
  expect(await statusOf('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe(OK);
};

describe('the Host of a request', () => {
  test.each([
    ['is missing', 'GET /health HTTP/1.1\r\n', '400 Bad Request'],
    ['is missing in HTTP/1.0, which has none', 'GET /health HTTP/1.0\r\n', OK],
    ['is empty', 'GET /health HTTP/1.1\r\nHost:\r\n', '400 Bad Request'],
    ['is doubled', 'GET /health HTTP/1.1\r\nHost: localhost\r\nhOST: localhost\r\n', '400 Bad Request'],
    ['is foreign', 'GET /health HTTP/1.1\r\nHost: evil.example\r\n', '421 Misdirected Request'],
  ])('%s', (_, head, status) => asserts(`${head}\r\n`, status));
});

describe('a target that is a whole URL', () => {
  test.each([
    ['of the gateway', 'GET http://LOCALHOST.:4000/health?x HTTP/1.1\r\nHost: evil.example\r\n', OK],
    ['without a path', 'GET http://localhost HTTP/1.1\r\nHost: localhost\r\n', '302 Found'],
    [
      'of another host',
      'GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n',
      '421 Misdirected Request',
    ],
    ['with a user', 'GET http://a@localhost/health HTTP/1.1\r\nHost: localhost\r\n', '400 Bad Request'],
    ['of another scheme', 'GET ftp://localhost/health HTTP/1.1\r\nHost: localhost\r\n', '404 Not Found'],
  ])('%s', (_, head, status) => asserts(`${head}\r\n`, status));
});

describe('a request that is no request to the gateway', () => {
  test.each([
    ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', '405 Method Not Allowed'],
    ['an unknown expectation', post('Expect: magic\r\nContent-Length: 2'), '417 Expectation Failed'],
    ['two lengths', post('Content-Length: 2\r\nContent-Length: 3'), '400 Bad Request'],
    ['a length and chunks', post('Content-Length: 2\r\nTransfer-Encoding: chunked'), '400 Bad Request'],
    ['bad chunks', `${post('Transfer-Encoding: chunked')}zz\r\n`, '400 Bad Request'],
    ['an unknown transfer encoding', post('Transfer-Encoding: x-nope, chunked'), '400 Bad Request'],
    ['a large head', post(`X-Large: ${'x'.repeat(20_000)}`), '431 Request Header Fields Too Large'],
    ['another version', 'GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n', '400 Bad Request'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00', '400 Bad Request'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', '404 Not Found'],
  ])('%s', (_, request, status) => asserts(request, status));

  test.each(['HEAD', 'PUT', 'OPTIONS'])('the method %s, even for an event stream', async (method) => {
    const { socket, write, received } = await port.connect();
    const target = '/graphql?query=subscription%7BrefundEvents%7Bid%7D%7D';
    write(
      `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n`,
    );
    await expect.poll(() => socket.closed).toBe(true);
    expect(received()).toMatch(/^HTTP\/1.1 405 Method Not Allowed\r\n(.+\r\n)*allow: GET, POST\r\n/);
  });

  test('a tunnel whose client disconnects at once', async () => {
    const { socket, write } = await port.connect();
    write('CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.resetAndDestroy();
    await asserts('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n', OK);
  });
});

describe('the connection of a stream', () => {
  const body = '{"query":"{ nothing }"}';
  const ask = (more = ''): string =>
    `${post(`Accept: text/event-stream\r\n${more}Content-Length: ${body.length}`)}${body}`;

  test('is closed after its last event if the client asked for it', async () => {
    const { write, closed, received } = await port.connect();
    write(ask('Connection: close\r\n'));
    await closed;
    expect(received()).toMatch(/event: complete\ndata:\n\n\r\n0\r\n\r\n$/);
  });

  test('is kept otherwise', async () => {
    const { write, answered } = await port.connect();
    write(ask());
    await answered('event: complete');
    write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await answered('ok');
  });
});
