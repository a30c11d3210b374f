import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { limitCallerRate } from '../../src/http/caller-rate.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

/** Requests of callers that may make so many in a minute, under a clock that the test sets. */
function limited(maxAMinute: number) {
  const clock = { ms: 5_000 };
  const admit = limitCallerRate(
    maxAMinute,
    (_request, _req, _res, work) => Promise.resolve(work()),
    () => clock.ms,
  );
  /** How a request of a caller is answered: null if it is admitted. */
  const ask = async (name: string | null) => {
    const end = vi.fn<(body: string) => void>();
    const writeHead = vi.fn((_status: number, _headers: object) => ({ end }));
    const work = vi.fn(async () => {});
    const [request, req, res] = [{ id: 'asked-1', caller: { name } }, {}, { writeHead }];
    // @ts-expect-error The stand-ins have only the members that are used.
    await admit(request, req as IncomingMessage, res as ServerResponse, work);
    const [head] = writeHead.mock.calls;
    expect(work).toHaveBeenCalledTimes(head ? 0 : 1);
    if (!head) return null;
    const [status, headers] = head;
    return { status, headers, body: JSON.parse(end.mock.calls[0]?.[0] ?? '') };
  };
  const waitOf = async (name: string) => {
    const answer = await ask(name);
    return answer && (answer.headers as Record<string, unknown>)['retry-after'];
  };
  return { clock, ask, waitOf };
}

test('a caller is told the limit, and that a later try may succeed', async () => {
  const { ask } = limited(1);
  expect(await ask('told')).toBe(null);
  expect(await ask('told')).toEqual({
    status: 429,
    headers: expect.objectContaining({
      'content-type': 'application/json; charset=utf-8',
      'retry-after': '60',
    }),
    body: {
      errors: [
        {
          message: 'The caller makes too many requests. Nothing was done. Try again later.',
          extensions: {
            code: 'LIMIT_EXCEEDED',
            limit: 'MAX_CALLER_REQUESTS',
            requestId: 'asked-1',
            retryable: true,
          },
        },
      ],
    },
  });
});

test('the seconds to wait are those until there is a request again, and no fewer', async () => {
  const { clock, waitOf } = limited(6);
  for (let at = 0; at < 6; at++) expect(await waitOf('waiting')).toBe(null);
  const waits: unknown[] = [];
  for (const ms of [0, 1_000, 3_500, 5_400, 99, 1]) {
    clock.ms += ms;
    waits.push(await waitOf('waiting'));
  }
  expect(waits).toEqual(['10', '9', '6', '1', '1', null]);
  expect(await waitOf('waiting')).toBe('10');
});

test('a silence of more than a minute saves no more than the requests of a minute', async () => {
  const { clock, waitOf } = limited(2);
  const statuses = async () => [await waitOf('silent'), await waitOf('silent'), await waitOf('silent')];
  expect(await statuses()).toEqual([null, null, '30']);
  clock.ms += 600_000;
  expect(await statuses()).toEqual([null, null, '30']);
});

test('each caller has requests of its own, and without authentication there is no limit', async () => {
  const { ask } = limited(1);
  expect([await ask('one'), await ask('other')]).toEqual([null, null]);
  for (let at = 0; at < 5; at++) expect(await ask(null)).toBe(null);
});

test('a caller takes one place of the cache, however many requests it makes', async () => {
  const { ask } = limited(1);
  const places = () => cacheCounts()['caller rates']?.entries ?? -1;
  const before = places();
  for (let at = 0; at < 3; at++) await ask('of the cache');
  expect(places()).toBe(before + 1);
});
