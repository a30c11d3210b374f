import { expect, test } from 'vitest';
import { AUDIT_USAGE, readAuditArguments } from '../../src/commands/audit-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

test('without options, everything is asked for', () => {
  expect(readAuditArguments([])).toEqual({
    actor: undefined,
    action: null,
    outcome: null,
    object: undefined,
    created: { gte: null, lt: null },
  });
});

test('each option becomes a condition', () => {
  const given =
    '--since 2026-11-01 --until 2026-11-02T12:00:00+02:00 --actor desk --action createRefund,cancelRefund';
  expect(readAuditArguments(`${given} --outcome refused,failed --object ch_1`.split(' '))).toEqual({
    actor: 'desk',
    action: ['createRefund', 'cancelRefund'],
    outcome: ['refused', 'failed'],
    object: 'ch_1',
    created: {
      gte: { at: new Date('2026-11-01T00:00:00Z'), later: false },
      lt: { at: new Date('2026-11-02T10:00:00Z'), later: false },
    },
  });
});

test('the items of a list may have spaces between them', () => {
  const given = ['--action', 'createRefund, cancelRefund', '--outcome', 'done, held'];
  expect(readAuditArguments(given)).toMatchObject({
    action: ['createRefund', 'cancelRefund'],
    outcome: ['done', 'held'],
  });
});

test.each([
  ['--outcome done,nope', '--outcome must be of done, held, refused, failed'],
  ['--outcome DONE', '--outcome must be of done, held, refused, failed'],
  ['--since yesterday', '--since must be a time, such as 2026-11-01 or 2026-11-01T12:00:00Z'],
  ['--until 2026-02-30', '--until must be a time, such as 2026-11-01 or 2026-11-01T12:00:00Z'],
  ['--who desk', "Unknown option '--who'"],
  ['everything', "Unexpected argument 'everything'"],
])('%s is refused with what is right, and the usage', (given, why) => {
  expect(() => readAuditArguments(given.split(' '))).toThrow(
    new OperatorError('USAGE', `${why}.\n\n${AUDIT_USAGE}`),
  );
});

test.each(['--help', '-h'])('%s gives the usage', (help) => {
  expect(readAuditArguments([help])).toBeNull();
});
