/** A request whose bytes no HTTP client would send. */
export interface RawAttack {
  readonly name: string;
  /** The promise that it would break. */
  readonly guards: string;
  readonly bytes: Buffer;
  /** Null if the connection is closed without an answer. */
  readonly status: number | null;
}

const QUERY = '{"query":"{ __typename }"}';
/** More than `MAX_BODY_BYTES`. */
const TOO_MANY_BYTES = 200_001;
/** Beyond what Node.js reads of a head. */
const LARGE_HEAD = 20_000;

interface Parts {
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** A POST to the API. A `Transfer-Encoding` takes the place of the length. */
function post({ host = 'localhost', headers = [], body = QUERY }: Parts): Buffer {
  const isChunked = headers.some((header) => /^transfer-encoding/i.test(header));
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    'Connection: close',
    ...(isChunked ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** A body in chunks of one byte each. */
const oneByteChunks = (body: string): string =>
  `${Array.from(body, (byte) => `1\r\n${byte}\r\n`).join('')}0\r\n\r\n`;

/** Requests that proxies, browsers and parsers could read differently than the gateway, or that are dear to read. */
export const rawAttacks: readonly RawAttack[] = [
  {
    name: 'two Hosts',
    guards: 'the check of Host, if a proxy reads the other one',
    bytes: post({ headers: ['Host: evil.example'] }),
    status: 400,
  },
  {
    name: 'two Idempotency-Keys',
    guards: 'the key, which Node.js would join from both',
    bytes: post({ headers: ['Idempotency-Key: a', 'Idempotency-Key: b'] }),
    status: 400,
  },
  {
    name: 'bytes that are not UTF-8',
    guards: 'the key, because all bad bytes would read as the same character',
    bytes: post({
      body: Buffer.concat([Buffer.from('{"query":"{ __typename }","x":"'), Buffer.from([0xff])]),
    }),
    status: 400,
  },
  {
    name: 'a Content-Encoding that does not exist',
    guards: 'the body, which is read as it is',
    bytes: post({ headers: ['Content-Encoding: x-unknown'] }),
    status: 415,
  },
  {
    name: 'a foreign Host',
    guards: 'the ledger against a page that has rebound its name to this address',
    bytes: post({ host: 'evil.example' }),
    status: 421,
  },
  {
    name: 'a foreign Host with the same Origin',
    guards: 'the ledger against such a page, whose Origin is not foreign',
    bytes: post({ host: 'evil.example:4321', headers: ['Origin: http://evil.example:4321'] }),
    status: 421,
  },
  {
    name: 'a foreign Origin',
    guards: 'the ledger against pages of other sites',
    bytes: post({ headers: ['Origin: https://evil.example'] }),
    status: 403,
  },
  {
    name: 'a body in chunks of one byte',
    guards: 'the reader of bodies',
    bytes: post({ headers: ['Transfer-Encoding: chunked'], body: oneByteChunks(QUERY.padEnd(100_000)) }),
    status: 413,
  },
  {
    name: 'a body beyond its limit in chunks of one byte',
    guards: 'the reader of bodies, which must count what has no length',
    bytes: post({ headers: ['Transfer-Encoding: chunked'], body: oneByteChunks(' '.repeat(TOO_MANY_BYTES)) }),
    status: 413,
  },
  {
    name: 'a body beyond its limit, by its length',
    guards: 'the reader of bodies, which need not begin',
    bytes: post({ body: ' '.repeat(TOO_MANY_BYTES) }),
    status: 413,
  },
  {
    name: 'a length and chunks',
    guards: 'the end of a request, if a proxy reads the other one',
    bytes: post({ headers: ['Content-Length: 4', 'Transfer-Encoding: chunked'], body: oneByteChunks(QUERY) }),
    status: 400,
  },
  {
    name: 'a head of 20,000 bytes',
    guards: 'the reader of heads',
    bytes: post({ headers: [`X-Large: ${'x'.repeat(LARGE_HEAD)}`] }),
    status: 431,
  },
  {
    name: 'a thousand probes at once on one connection',
    guards: 'the memory, which would hold all requests and their answers',
    bytes: Buffer.from('GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1_000)),
    status: null,
  },
  {
    name: 'a path of 15,000 bytes',
    guards: 'the log, which would have it twice',
    bytes: Buffer.from(`GET /${'x'.repeat(15_000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    status: 404,
  },
  {
    name: '900 media types in Accept',
    guards: 'the reader of Accept',
    bytes: post({ headers: [`Accept: ${Array(900).fill('a/b')}`] }),
    status: 406,
  },
];
