import { describe, expect, test } from 'vitest';
import { type Config, daysOf, readConfig } from '../src/config.js';
import { OperatorError } from '../src/process/operator-error.js';

const refusal = (problem: string) =>
  new OperatorError(
    'CONFIG_INVALID',
    `These environment variables are not valid:\n  ${problem}.\nCorrect them and try again.`,
  );

describe('each limit has a least and a largest value', () => {
  type Limit = [name: string, value: (config: Config) => unknown, least: number, most: number, what?: string];
  const limits: Limit[] = [
    ['MAX_CALLER_REQUESTS', ({ httpLimits }) => httpLimits.maxCallerRequests, 1, 1_000_000_000],
    ['MAX_REQUESTS_IN_FLIGHT', ({ httpLimits }) => httpLimits.maxRequestsInFlight, 1, 5_000],
    ['MAX_UNREAD_BYTES', ({ httpLimits }) => httpLimits.maxUnreadBytes, 1, 2_000_000_000],
    ['MAX_BODY_BYTES', ({ requestLimits }) => requestLimits.maxBodyBytes, 1, 10_000_000],
    ['MAX_ITEMS', ({ requestLimits }) => requestLimits.maxItems, 1, 100_000],
    ['MAX_LINES', ({ requestLimits }) => requestLimits.maxLines, 1, 100_000],
    ['MAX_TOKENS', ({ requestLimits }) => requestLimits.maxTokens, 1, 100_000],
    ['MAX_BRACKETS', ({ requestLimits }) => requestLimits.maxBrackets, 1, 500],
    ['MAX_OPERATIONS', ({ requestLimits }) => requestLimits.maxOperations, 1, 100_000],
    ['MAX_DEPTH', ({ requestLimits }) => requestLimits.maxDepth, 1, 500],
    ['MAX_SELECTIONS', ({ requestLimits }) => requestLimits.maxSelections, 1, 100_000],
    ['MAX_ALIASES', ({ requestLimits }) => requestLimits.maxAliases, 1, 100_000],
    ['MAX_DIRECTIVES', ({ requestLimits }) => requestLimits.maxDirectives, 1, 100_000],
    ['MAX_ROWS', ({ requestLimits }) => requestLimits.maxRows, 1, 10_000_000],
    ['MAX_VALUES', ({ requestLimits }) => requestLimits.maxValues, 1, 10_000_000],
    ['MAX_ERRORS', ({ requestLimits }) => requestLimits.maxErrors, 1, 100_000],
    ['MAX_EVENT_ROWS', ({ requestLimits }) => requestLimits.maxEventRows, 1, 10_000_000],
    ['MAX_EVENT_VALUES', ({ requestLimits }) => requestLimits.maxEventValues, 1, 10_000_000],
    ['MAX_WRITES', ({ requestLimits }) => requestLimits.maxWrites, 1, 100_000],
    ['MAX_ANSWER_BYTES', ({ requestLimits }) => requestLimits.maxAnswerBytes, 1, 100_000_000],
    [
      'OPERATION_TIMEOUT_MS',
      ({ requestLimits }) => requestLimits.operationTimeoutMs,
      100,
      3_600_000,
      'a number of milliseconds',
    ],
    ['SANDBOX_DELAY_MS', ({ sandbox }) => sandbox.delayMs, 0, 31_622_400_000, 'a number of milliseconds'],
    [
      'SANDBOX_ACTION_EXPIRES_MS',
      ({ sandbox }) => sandbox.actionExpiresAfterMs,
      0,
      31_622_400_000,
      'a number of milliseconds',
    ],
    ['AUDIT_RETENTION_DAYS', ({ auditRetentionDays }) => auditRetentionDays, 31, 36_525, 'a number of days'],
    [
      'PERSONAL_DATA_RETENTION_DAYS',
      ({ personalDataRetentionDays }) => personalDataRetentionDays,
      1,
      36_525,
      'a number of days',
    ],
  ];

  test.each(limits)('%s', (name, value, least, most, what = 'a whole number') => {
    for (const number of [least, most]) expect(value(readConfig({ [name]: String(number) }))).toBe(number);
    for (const number of [least - 1, most + 1])
      expect(() => readConfig({ [name]: String(number) })).toThrow(
        refusal(`${name} must be ${what} from ${least} to ${most}, in digits`),
      );
  });
});

test.each([
  ['1', 1],
  ['36525', 36_525],
  ['0', null],
  ['36526', null],
  ['1.5', null],
  ['', null],
])('%j as a number of days is %j', (text, days) => expect(daysOf(text)).toBe(days));
