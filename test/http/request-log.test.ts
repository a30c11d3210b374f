import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { ANYBODY } from '../../src/callers/caller.js';
import { noteRefusal } from '../../src/http/refusals.js';
import { requestLog } from '../../src/http/request-log.js';
import { createLogger } from '../../src/process/logger.js';

/** The line of a request. */
function wholeLineOf(path: string, values: Partial<ServerResponse>, isRefused: boolean) {
  const lines: string[] = [];
  const res = { writableEnded: true, ...values } as ServerResponse;
  if (isRefused) noteRefusal(res, { code: 'OVERLOADED', message: 'Too much.' });
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  requestLog(logger)(
    { id: 'asked-1', method: 'POST', path, caller: ANYBODY },
    {} as IncomingMessage,
    res,
  )?.();
  return JSON.parse(lines.join(''));
}

/** Its level and its message. */
function lineOf(path: string, values: Partial<ServerResponse>, isRefused: boolean) {
  const { level, msg } = wholeLineOf(path, values, isRefused);
  return [level, msg];
}

const [DEBUG, INFO, WARN, ERROR] = [20, 30, 40, 50];

test.each<[number, string, number, boolean]>([
  [INFO, '/graphql', 200, false],
  [INFO, '/graphql', 400, true],
  [INFO, '/graphql', 499, false],
  [ERROR, '/graphql', 500, false],
  [WARN, '/graphql', 503, true],
  [DEBUG, '/health', 200, false],
  [DEBUG, '/ready', 404, false],
  [ERROR, '/ready', 503, false],
])('the level %i is that of %s with the status %i, refused: %s', (level, path, statusCode, isRefused) => {
  expect(lineOf(path, { statusCode }, isRefused)).toEqual([level, `POST ${path} ${statusCode}`]);
});

test('a long path is cut, and a caller that is gone is told', () => {
  const [whole, long] = ['x', 'xy'].map((end) => `/${'a'.repeat(62)}${end}`) as [string, string];
  expect(lineOf(whole, { statusCode: 404 }, false)).toEqual([INFO, `POST ${whole} 404`]);
  expect(lineOf(long, { statusCode: 404, writableEnded: false }, false)).toEqual([
    INFO,
    `POST ${whole}… 404, and the caller had disconnected`,
  ]);
});

test('a line has the request, its answer, the whole milliseconds between them, and why it was refused', () => {
  vi.spyOn(performance, 'now').mockReturnValueOnce(1_000.2).mockReturnValueOnce(1_013.9);
  expect(wholeLineOf('/graphql', { statusCode: 503 }, true)).toEqual({
    level: WARN,
    time: expect.any(String),
    reqId: 'asked-1',
    req: { id: 'asked-1', method: 'POST', path: '/graphql' },
    res: { statusCode: 503 },
    responseTime: 14,
    refused: { code: 'OVERLOADED', message: 'Too much.' },
    msg: 'POST /graphql 503',
  });
});
