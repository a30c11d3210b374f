import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { bodyReader } from '../../src/http/read-body.js';

const MAX_BODY_BYTES = 200_000;
const MAX_ARRIVING_BYTES = 1_000;
const PENDING = 'pending';

/** Bodies whose chunks arrive when the test decides. */
function arrivals(maxArrivingBytes = MAX_ARRIVING_BYTES) {
  const read = bodyReader({ maxBodyBytes: MAX_BODY_BYTES, maxArrivingBytes });
  return (headers: IncomingHttpHeaders = {}) => {
    const req = Object.assign(new EventEmitter(), { headers });
    const body = read(req);
    const settled = () => Promise.race([body, PENDING]);
    return {
      chunk: (text: string) => req.emit('data', Buffer.from(text)),
      ends: () => req.emit('end'),
      disconnects: () => req.emit('close'),
      /** The body as text, the status of its error, or that it is still arriving. */
      outcome: async () => {
        const outcome = await settled();
        return Buffer.isBuffer(outcome)
          ? outcome.toString()
          : typeof outcome === 'object'
            ? (outcome?.status ?? null)
            : outcome;
      },
      settled,
    };
  };
}

test.each([
  ['no chunk', []],
  ['one chunk', ['{"query":1}']],
  ['several chunks', ['{', '"query":', `"${'x'.repeat(500)}"`, '}']],
])('a body of %s is read whole, with and without a length', async (_, chunks) => {
  const whole = chunks.join('');
  for (const headers of [{}, { 'content-length': `${whole.length}` }]) {
    const request = arrivals(MAX_BODY_BYTES)(headers);
    for (const chunk of chunks) request.chunk(chunk);
    expect(await request.outcome()).toBe(PENDING);
    request.ends();
    expect(await request.outcome()).toBe(whole);
  }
});

test('a body that is too large is refused, by its length at once, and the log tells how large it is', async () => {
  const request = arrivals(10 * MAX_BODY_BYTES);
  const refused = (given: string) => ({
    status: 413,
    code: 'LIMIT_EXCEEDED',
    message:
      'The body of the request exceeds MAX_BODY_BYTES. Ask for less, or raise this setting of the gateway.',
    limit: 'MAX_BODY_BYTES',
    given,
  });
  expect(await request({ 'content-length': `${MAX_BODY_BYTES + 1}` }).settled()).toEqual(
    refused('200001 or more bytes; 200000 are allowed'),
  );
  const chunked = request();
  chunked.chunk('x'.repeat(MAX_BODY_BYTES));
  expect(await chunked.outcome()).toBe(PENDING);
  chunked.chunk('xy');
  expect(await chunked.settled()).toEqual(refused('200002 or more bytes; 200000 are allowed'));
});

test('a body of more than 2,000 small chunks is refused and its connection closed; larger chunks are not', async () => {
  const request = arrivals(MAX_BODY_BYTES);
  const small = request();
  for (let chunks = 0; chunks < 2_000; chunks++) small.chunk(' ');
  expect(await small.outcome()).toBe(PENDING);
  small.chunk(' ');
  expect(await small.settled()).toEqual({
    status: 413,
    code: 'LIMIT_EXCEEDED',
    message: 'The body has more than 2000 small chunks. Send larger chunks.',
    headers: { connection: 'close' },
  });
  const almostLarge = request();
  for (let chunks = 0; chunks <= 2_000; chunks++) almostLarge.chunk('x'.repeat(chunks === 0 ? 63 : 64));
  expect(await almostLarge.outcome()).toBe(413);
  const large = request();
  for (let chunks = 0; chunks < 2_500; chunks++) large.chunk('x'.repeat(64));
  large.ends();
  expect(await large.outcome()).toHaveLength(2_500 * 64);
});

test('bodies that are still arriving share a limit, whatever length they announce', async () => {
  const request = arrivals();
  const announced = { 'content-length': `${MAX_BODY_BYTES}` };
  const slow = [request(announced), request(announced), request()];
  for (const { chunk } of slow) chunk('x'.repeat(330));
  const refused = request();
  refused.chunk('x'.repeat(20));
  expect(await refused.settled()).toEqual({
    status: 503,
    code: 'OVERLOADED',
    retryable: true,
    message: 'The gateway holds too many bodies that are still arriving. Try again soon.',
    headers: { 'retry-after': '1', connection: 'close' },
  });
  // What happens to a refused request changes nothing for the others.
  refused.chunk('x'.repeat(900));
  refused.disconnects();
  const next = request();
  next.chunk('x'.repeat(20));
  expect(await next.outcome()).toBe(503);
  for (const { outcome } of slow) expect(await outcome()).toBe(PENDING);
  for (const { ends } of slow) ends();
  const later = request();
  later.chunk('x'.repeat(MAX_ARRIVING_BYTES));
  expect(await later.outcome()).toBe(PENDING);
});

test('a body takes no more room than its length', async () => {
  const body = arrivals()({ 'content-length': `${MAX_ARRIVING_BYTES}` });
  for (const part of ['x'.repeat(400), 'y'.repeat(300)]) body.chunk(part);
  expect(await body.outcome()).toBe(PENDING);
});

test('a body that arrives in one piece is read even then', async () => {
  const request = arrivals();
  request().chunk('x'.repeat(MAX_ARRIVING_BYTES));
  const ordinary = request({ 'content-length': '20' });
  ordinary.chunk('y'.repeat(20));
  ordinary.ends();
  expect(await ordinary.outcome()).toBe('y'.repeat(20));
});

test.each(['ends', 'disconnects'] as const)('a body that %s makes room for others', async (how) => {
  const request = arrivals();
  for (let time = 0; time < 3; time++) {
    const body = request();
    // It is copied into a larger buffer.
    for (const text of ['x', 'y'.repeat(450)]) body.chunk(text);
    expect(await body.outcome()).toBe(PENDING);
    body[how]();
    expect(await body.outcome()).toBe(how === 'ends' ? `x${'y'.repeat(450)}` : null);
  }
});
