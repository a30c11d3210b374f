import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { ANYBODY } from '../../src/callers/caller.js';
import { noteRefusal } from '../../src/http/refusals.js';
import { requestLog } from '../../src/http/request-log.js';
import { createLogger } from '../../src/process/logger.js';

/** The level and the message of the line of a request. */
function lineOf(path: string, values: Partial<ServerResponse>, isRefused: boolean) {
  const lines: string[] = [];
  const res = { writableEnded: true, ...values } as ServerResponse;
  if (isRefused) noteRefusal(res, { code: 'OVERLOADED', message: 'Too much.' });
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  requestLog(logger)(
    { id: 'asked-1', method: 'POST', path, caller: ANYBODY },
    {} as IncomingMessage,
    res,
  )?.();
  const { level, msg } = JSON.parse(lines.join(''));
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
