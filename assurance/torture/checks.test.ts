import { expect, test } from 'vitest';
import type { Attempt, SeenRefund } from './book.js';
import { checkCancels } from './checks/cancel.js';
import { checkCrowd } from './checks/crowd.js';
import { checkAdvice, checkErrors } from './checks/error-text.js';
import { EventOrder } from './checks/event-order.js';
import { checkKept } from './checks/kept.js';
import { checkTags } from './checks/tags.js';
import { checkTotal } from './checks/total.js';
import { checkVerdicts } from './checks/verdicts.js';
import { checkWalk } from './checks/walk.js';
import { FaultLog } from './faults.js';
import { attempted, broken, CHARGE, refund } from './made-up.js';

/** Each check accepts a correct history and finds the fault of each broken one. The histories are invented. */

test('I5: as many refunds of a crowd succeed as fit', () => {
  const charge = { id: CHARGE, ceiling: 100 };
  const crowd = (...kinds: Attempt['outcome']['kind'][]) =>
    kinds.map(
      (kind) => attempted({ outcome: { kind, refund: 're', code: 'AMOUNT_TOO_LARGE' } as never }).attempt,
    );
  expect(checkCrowd(charge, 40, crowd('made', 'made', 'refused'))).toEqual([]);
  expect(checkCrowd(charge, 40, crowd('made', 'unknown', 'refused'))).toEqual([]);
  expect(broken(checkCrowd(charge, 40, crowd('made', 'made', 'made')))).toEqual(['I5']);
  expect(broken(checkCrowd(charge, 40, crowd('made', 'refused', 'refused')))).toEqual(['I5']);
  expect(checkCrowd(charge, 40, crowd('made', 'refused', 'refused'), 1)).toEqual([]);
  expect(broken(checkCrowd(charge, 40, crowd('made', 'made', 'refused'), 1))).toEqual(['I5']);
});

test('I2, I6, I8: an answered refund is kept', () => {
  const { book } = attempted();
  const known = book.learn(refund({ status: 'CANCELED' }), 1);
  const kept = (seen: SeenRefund | null, metadata: [string, string][] = []) =>
    broken(checkKept(known, new Map(metadata), seen));
  const same = refund({ status: 'CANCELED' });
  expect(kept(same)).toEqual([]);
  expect(kept({ ...same, metadata: { a: 'set' } }, [['a', 'set']])).toEqual([]);
  expect(kept(null)).toEqual(['I2']);
  expect(kept({ ...same, amount: 11 })).toEqual(['I8']);
  expect(kept({ ...same, created: '2026-01-01T00:00:00.001Z' })).toEqual(['I8']);
  expect(kept({ ...same, status: 'FAILED' })).toEqual(['I6']);
  expect(kept(same, [['a', 'set']])).toEqual(['I8']);
  expect(book.learn(refund({ status: 'REQUIRES_ACTION' }), 2).seen.status).toBe('CANCELED');
});

test('I1, I11: a total lies between the answered refunds and the ceiling', () => {
  const total = (amountRefunded: number, givesBack = false, left = 100 - amountRefunded) =>
    broken(
      checkTotal(attempted({}, givesBack).charge, 40, { id: CHARGE, amountRefunded, amountRefundable: left }),
    );
  expect(total(40)).toEqual([]);
  expect(total(39, true)).toEqual([]);
  expect(total(39)).toEqual(['I1']);
  expect(total(101)).toEqual(['I1']);
  expect(total(50, false, 51)).toEqual(['I1']);
});

test('I6: one cancellation succeeds', () => {
  const canceled = { kind: 'canceled', status: 'CANCELED' } as const;
  const refusedWith = (status: string) => ({ kind: 'refused', status }) as const;
  const check = (...answers: Parameters<typeof checkCancels>[2][number][]) =>
    broken(checkCancels('re_1', CHARGE, answers));
  expect(check(canceled, refusedWith('CANCELED'), { kind: 'unknown' })).toEqual([]);
  expect(check(refusedWith('PENDING'), refusedWith('SUCCEEDED'))).toEqual([]);
  expect(check(canceled, canceled)).toEqual(['I6']);
  expect(check({ kind: 'canceled', status: 'PENDING' })).toEqual(['I6']);
  expect(check(canceled, refusedWith('PENDING'))).toEqual(['I6']);
  expect(check(refusedWith('REQUIRES_ACTION'))).toEqual(['I6']);
});

test('I9: a walk shows every old row once, in order, in both directions', () => {
  const rows = ['d', 'c', 'b', 'a'].map((id) => ({ id, created: id < 'c' ? '1' : '2' }));
  const [d, c, b, a] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
  const check = (old: typeof rows, forward: typeof rows, backward: typeof rows | null, complete = true) =>
    broken(checkWalk(old, forward, backward, complete, []));
  expect(check([c, a], rows, rows.toReversed())).toEqual([]);
  expect(check([c, b], [c, b, a], [a, b, c, d])).toEqual([]); // d was created during the walk
  expect(check([a], [d, c], null, false)).toEqual([]); // the walk ended before a
  expect(check([c], [d, b, a], null)).toEqual(['I9']);
  expect(check([c], [d, b], null, false)).toEqual(['I9']);
  expect(check([], [d, c, c, b], null)).toEqual(['I9', 'I9']);
  expect(check([], [d, b, c], null)).toEqual(['I9']);
  expect(check([], [d, c, b], [b, d])).toEqual(['I9']);
  expect(check([], [d, c, b], [c, b, d])).toEqual(['I9']);
});

test('followers see each event once, in one order, and miss none', () => {
  const order = new EventOrder();
  for (const [place, id] of ['a', 'b', 'c'].entries()) expect(order.see('one', place, id)).toEqual([]);
  expect(order.see('two', 0, 'a')).toEqual([]);
  expect(broken(order.see('two', 1, 'c'))).toEqual(['Events']); // b is missing
  expect(broken(order.see('one', 3, 'b'))).toEqual(['Events']); // b came twice
  expect(order.compare(['a', 'b', 'c'])).toEqual([]);
  expect(broken(order.compare(['a', 'b']))).toEqual(['Events']);
  expect(broken(order.compare(['a', 'b', 'c', 'd']))).toEqual(['Events']);
  expect(broken(order.compare(['b', 'a', 'c']))).toEqual(['Events']);
});

test('I2, I3, I7, I10: the ledger has the answered refunds and nothing else', () => {
  const check = (values: Partial<Attempt>, ...ledger: Parameters<typeof checkTags>[1][number][]) =>
    broken(checkTags([attempted(values).attempt], ledger));
  const row = { id: 're_1', tag: 'key-1', key: 'key-1', approval: null };
  const made = { outcome: { kind: 'made', refund: 're_1' } } as const;
  expect(check(made, row)).toEqual([]);
  expect(check({}, row)).toEqual([]);
  expect(check({})).toEqual([]);
  expect(check(made)).toEqual(['I2']);
  expect(check(made, { ...row, id: 're_2' })).toEqual(['I2']);
  expect(check(made, row, { ...row, id: 're_2' })).toEqual(['I3']);
  expect(check(made, { ...row, key: null })).toEqual(['I7']);
  expect(check({ outcome: { kind: 'refused', code: 'X' } }, row)).toEqual(['I10']);
  const keyless = { ...row, key: 'gateway_1' };
  expect(check({ key: null }, keyless)).toEqual([]);
  expect(check({ key: null }, row)).toEqual(['I7']);
  expect(check({ key: null }, { ...row, key: null })).toEqual(['I7']);
  expect(check({ key: null, denied: true }, keyless)).toEqual(['I10']);
});

test('I12: an error reveals no internals, and has a code and the id of its request', () => {
  const check = (message: string, extensions: object = { code: 'SOME_CODE', requestId: 'r' }) =>
    broken(checkErrors([{ message, extensions }], 'r'));
  expect(check('Unexpected error.')).toEqual([]);
  for (const message of [
    'insert into refund values (1)',
    'duplicate key value violates unique constraint',
    'relation "refund" does not exist',
    'Error at createRefund (/app/src/main.ts:10:3)',
    'PrismaClientKnownRequestError',
    'connect ECONNREFUSED 10.0.0.1:5432',
  ])
    expect(check(message), message).toEqual(['I12']);
  expect(check('No.', { requestId: 'r' })).toEqual(['I12']);
  expect(check('No.', { code: 'lower case', requestId: 'r' })).toEqual(['I12']);
  expect(check('No.', { code: 'SOME_CODE', requestId: 'other' })).toEqual(['I12']);
});

test('I10, I13: a retryable error says how to retry', () => {
  const check = (extensions: object, head = {}, takesKey = true) =>
    broken(checkAdvice([{ extensions }], head, takesKey));
  const overloaded = { code: 'OVERLOADED', retryable: true };
  expect(check({ code: 'OUTCOME_UNKNOWN', retryable: true, idempotencyKey: 'k' })).toEqual([]);
  expect(check({ code: 'OUTCOME_UNKNOWN', retryable: true }, {}, false)).toEqual([]);
  expect(check(overloaded, { status: 503, retryAfter: '1' })).toEqual([]);
  expect(check(overloaded, { status: 200 })).toEqual([]);
  expect(check({ code: 'OUTCOME_UNKNOWN', retryable: true })).toEqual(['I10']);
  expect(check({ code: 'OUTCOME_UNKNOWN', idempotencyKey: 'k' })).toEqual(['I10']);
  expect(check({ code: 'OVERLOADED' }, { status: 200 })).toEqual(['I13']);
  expect(check(overloaded, { status: 503 })).toEqual(['I13']);
  expect(check(overloaded, { status: 200, retryAfter: '1' })).toEqual(['I13']);
});

test('a fault excuses the requests that it overlaps, on the process that it hit', () => {
  const log = new FaultLog();
  const fault = log.begin({ kind: 'kill', process: 1, from: 10_000, excuses: true });
  expect(log.excuse(1, 10_500, 10_600)).toBe(true);
  fault.until = 11_000;
  expect(log.excuse(1, 9_000, 9_900)).toBe(false);
  expect(log.excuse(1, 9_000, 10_100)).toBe(true);
  expect(log.excuse(2, 9_000, 10_100)).toBe(false);
  expect(log.excuse(1, 12_000, 12_001)).toBe(true);
  expect(log.excuse(1, 20_000, 20_001)).toBe(false);
  log.begin({ kind: 'serialization failures', process: null, from: 30_000, excuses: false });
  expect(log.excuse(1, 30_000, 30_001)).toBe(false);
});

test('a violation that verify finds is about the rows that verify names', () => {
  const good = { rule: 'I1', holds: 'the total adds up', checked: 7, violations: 0, examples: [] };
  expect(checkVerdicts([good])).toEqual([]);
  const bad = { ...good, violations: 2, examples: ['ch_1: it is 3, not 4', 'ch_2: it is 5, not 6'] };
  expect(checkVerdicts([good, bad])).toMatchObject([{ promise: 'I1', subjects: ['ch_1', 'ch_2'] }]);
});
