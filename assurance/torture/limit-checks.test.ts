import { describe, expect, test } from 'vitest';
import type { Attempt, CallerBook, SeenApproval } from './book.js';
import { checkApprovalKept } from './checks/approval-kept.js';
import { type CreateAnswer, checkCreateAnswer } from './checks/create-answer.js';
import { checkDecisions, type DecisionAnswer } from './checks/decisions.js';
import { checkLeftToday } from './checks/left-today.js';
import { checkLimit, daysBetween } from './checks/limit.js';
import { checkLimitCrowd } from './checks/limit-crowd.js';
import { checkTags } from './checks/tags.js';
import type { RunLimit } from './limits.js';
import { approval, attempted, broken, refund } from './made-up.js';

/** Each check of limits and approvals accepts a correct history and finds the fault of each broken one. */

const made = { kind: 'made', refund: 're_1' } as const;
const held = { kind: 'held', approval: 'apr_1' } as const;
const unknown = { kind: 'unknown' } as const;
const BEYOND = { kind: 'refused', code: 'REFUND_LIMIT_EXCEEDED' } as const;
const attempts = (...outcomes: readonly Attempt['outcome'][]) =>
  outcomes.map((outcome) => attempted({ outcome, caller: 'desk-1' }).attempt);
const NOON_MS = Date.UTC(2026, 0, 1, 12);
const MINUTE_MS = 60_000;

describe('I14: the answer of createRefund keeps to the limits', () => {
  const asked: CreateAnswer = { kind: 'held', approval: approval(), idempotentReplay: false };
  const created = (amount = 10): CreateAnswer => ({
    kind: 'made',
    refund: refund({ amount }),
    idempotentReplay: false,
  });
  const check = (
    limit: RunLimit | null,
    answer: CreateAnswer,
    others: readonly Attempt['outcome'][] = [],
    own: Partial<Attempt> = {},
    nowMs = NOON_MS,
  ) => {
    const { attempt } = attempted({ caller: 'desk-1', ...own });
    const book: CallerBook = {
      name: 'desk-1',
      limit,
      attempts: [attempt, ...attempts(...others)],
      sinceMs: NOON_MS,
      touched: true,
    };
    return broken(checkLimit(attempt, book, answer, nowMs));
  };
  const asks = (values: Partial<RunLimit>): RunLimit => ({
    caller: 'desk-1',
    aboveLimit: 'approve',
    ...values,
  });

  test('within them, it is created', () => {
    expect(check(null, created())).toEqual([]);
    expect(check(asks({ maxAmount: 10, maxAmountPerDay: 20, maxCountPerDay: 2 }), created(), [made])).toEqual(
      [],
    );
    expect(check(asks({ maxAmount: 9 }), created())).toEqual(['I14']);
    expect(check(asks({ maxAmountPerDay: 19 }), created(), [made])).toEqual(['I14']);
    expect(check(asks({ maxCountPerDay: 1 }), created(), [made])).toEqual(['I14']);
    expect(check(asks({ maxCountPerDay: 1 }), created(), [held, unknown])).toEqual([]);
  });

  test('beyond them, it is refused or waits, and not without a reason', () => {
    expect(check(null, asked)).toEqual(['I14']);
    expect(check(null, BEYOND)).toEqual(['I14']);
    expect(check(asks({ maxAmount: 9 }), asked)).toEqual([]);
    expect(check(asks({ maxAmount: 9 }), BEYOND)).toEqual(['I14']);
    expect(check(asks({ maxAmount: 9, aboveLimit: 'refuse' }), BEYOND)).toEqual([]);
    expect(check(asks({ maxAmount: 9, aboveLimit: 'refuse' }), asked)).toEqual(['I14']);
    expect(check(asks({ maxAmount: 10, maxAmountPerDay: 20 }), asked, [made])).toEqual(['I14']);
    expect(check(asks({ maxAmountPerDay: 19 }), asked, [made])).toEqual([]);
    expect(check(asks({ maxAmountPerDay: 19 }), asked, [unknown])).toEqual([]);
    expect(check(asks({ maxAmountPerDay: 19 }), asked, [held, BEYOND])).toEqual(['I14']);
    expect(check(asks({ maxCountPerDay: 1 }), asked, [made])).toEqual([]);
    expect(check(asks({ maxCountPerDay: 1 }), asked, [held])).toEqual(['I14']);
    expect(check(asks({ maxCountPerDay: 9 }), asked, [], { outcome: held })).toEqual([]);
  });

  test('at midnight, each day has its own limit', () => {
    const midnight = Date.UTC(2026, 0, 2);
    expect(daysBetween(NOON_MS, midnight - 6 * MINUTE_MS)).toBe(1);
    expect(daysBetween(NOON_MS, midnight - 4 * MINUTE_MS)).toBe(2);
    expect(daysBetween(midnight + 4 * MINUTE_MS, midnight + 6 * MINUTE_MS)).toBe(2);
    expect(daysBetween(midnight + 6 * MINUTE_MS, midnight + 7 * MINUTE_MS)).toBe(1);
    const limit = asks({ maxCountPerDay: 1 });
    expect(check(limit, created(), [made], {}, midnight)).toEqual([]);
    expect(check(limit, created(), [made, made], {}, midnight)).toEqual(['I14']);
  });
});

test('I14: as many refunds of a crowd succeed as the day allows', () => {
  const check = (values: Partial<RunLimit>, days: number, ...outcomes: readonly Attempt['outcome'][]) =>
    broken(
      checkLimitCrowd(
        'crowd',
        { caller: 'crowd', aboveLimit: 'approve', ...values },
        10,
        attempts(...outcomes),
        days,
      ),
    );
  const two = { maxAmountPerDay: 29 };
  expect(check(two, 1, made, made, held)).toEqual([]);
  expect(check(two, 1, made, unknown, held)).toEqual([]);
  expect(check(two, 1, made, made, made)).toEqual(['I14']);
  expect(check(two, 1, made, held, held)).toEqual(['I14']);
  expect(check({ ...two, maxCountPerDay: 1 }, 1, made, held, held)).toEqual([]);
  expect(check(two, 2, made, made, made)).toEqual([]);
  expect(check(two, 2, made, made, made, made, made)).toEqual(['I14']);
});

test('I11, I14: what is left of the day lies between the answered and the asked', () => {
  const book: CallerBook = {
    name: 'desk-1',
    limit: { caller: 'desk-1', maxAmountPerDay: 100, aboveLimit: 'approve' },
    attempts: [],
    sinceMs: NOON_MS,
    touched: true,
  };
  const check = (amountLeftToday: number | null, nowMs = NOON_MS, countLeftToday: number | null = null) =>
    broken(
      checkLeftToday(
        book,
        { sure: { amount: 30, count: 3 }, most: { amount: 50, count: 5 } },
        { amountLeftToday, countLeftToday },
        nowMs,
      ),
    );
  expect(check(50)).toEqual([]);
  expect(check(70)).toEqual([]);
  expect(check(71)).toEqual(['I14']);
  expect(check(49)).toEqual(['I14']);
  expect(check(null)).toEqual(['I14']);
  expect(check(100, NOON_MS + 12 * 60 * MINUTE_MS)).toEqual([]);
  expect(check(60, NOON_MS, 3)).toEqual(['I14']);
});

test('I16: a request for approval is repeated with its key', () => {
  const check = (values: Partial<Attempt>, seen: SeenApproval = approval(), idempotentReplay = false) => {
    const { charge, attempt } = attempted({ caller: 'desk-1', ...values });
    return broken(
      checkCreateAnswer(attempt, [attempt], charge, { kind: 'held', approval: seen, idempotentReplay }),
    );
  };
  expect(check({})).toEqual([]);
  expect(check({ sent: 2, outcome: held, originals: 1 }, approval(), true)).toEqual([]);
  expect(check({}, approval({ amount: 11 }))).toEqual(['I16']);
  expect(check({}, approval({ requestedBy: 'desk-2' }))).toEqual(['I16']);
  expect(check({}, approval({ charge: { id: 'ch_2' } }))).toEqual(['I16']);
  expect(check({ sent: 2, outcome: held }, approval({ id: 'apr_2' }), true)).toEqual(['I16']);
  expect(check({ sent: 2, outcome: made }, approval(), true)).toEqual(['I16']);
  expect(check({ sent: 2, outcome: held, originals: 1 })).toEqual(['I16']);
  expect(check({}, approval(), true)).toEqual(['I16']);
  const { charge, attempt } = attempted({ sent: 2, outcome: held });
  const created = { kind: 'made', refund: refund(), idempotentReplay: true } as const;
  expect(broken(checkCreateAnswer(attempt, [attempt], charge, created))).toEqual(['I16']);
  expect(broken(checkCreateAnswer(attempt, [attempt], charge, BEYOND))).toEqual(['I16']);
});

describe('I15, I16: one of several decisions counts, and it is of a second caller', () => {
  const done = (verb: 'approve' | 'reject', by = 'supervisor-1'): DecisionAnswer => ({
    by,
    verb,
    kind: 'done',
    refund: verb === 'approve' ? 're_1' : null,
  });
  const refused = (
    code: string,
    status: string | null = null,
    by = 'supervisor-1',
    verb: DecisionAnswer['verb'] = 'approve',
  ): DecisionAnswer => ({ by, verb, kind: 'refused', code, status });
  const lost = (verb: 'approve' | 'reject', by = 'supervisor-1'): DecisionAnswer => ({
    by,
    verb,
    kind: 'unknown',
  });
  const NOT_PENDING = 'REFUND_APPROVAL_NOT_PENDING';
  const approved = { status: 'APPROVED', decidedBy: 'supervisor-1', refund: { id: 're_1' } } as const;
  const rejected = { status: 'REJECTED', decidedBy: 'supervisor-1' } as const;
  const check = (values: Partial<SeenApproval>, ...answers: readonly DecisionAnswer[]) =>
    broken(checkDecisions(approval(values), attempted().charge, answers, false));

  test('correct', () => {
    expect(check(approved, done('approve'), refused(NOT_PENDING, 'APPROVED'))).toEqual([]);
    expect(check(approved, lost('approve'), lost('reject'))).toEqual([]);
    expect(check(rejected, done('reject'), refused(NOT_PENDING, 'REJECTED'))).toEqual([]);
    expect(check({}, refused(NOT_PENDING, 'PENDING', 'desk-1'), lost('approve'))).toEqual([]);
    expect(
      broken(
        checkDecisions(
          approval({ status: 'EXPIRED' }),
          attempted().charge,
          [refused(NOT_PENDING, 'EXPIRED')],
          true,
        ),
      ),
    ).toEqual([]);
    expect(check({ amount: 5_000 }, refused('REFUND_LIMIT_EXCEEDED', null, 'supervisor-2'))).toEqual([]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['two winners', check(approved, done('approve'), done('approve')), ['I16']],
    ['a winner that the approval does not show', check({}, done('reject')), ['I16']],
    [
      'another refund than the answered one',
      check({ ...approved, refund: { id: 're_2' } }, done('approve')),
      ['I16'],
    ],
    ['a decision that nobody asked for', check(approved, lost('reject')), ['I16']],
    ['expired before its time', check({ status: 'EXPIRED' }), ['I16']],
    ['approved without a refund', check({ ...approved, refund: null }, lost('approve')), ['I16']],
    ['refused as decided, but pending', check({}, refused(NOT_PENDING, 'REJECTED')), ['I16']],
    ['refused because it is pending', check({}, refused(NOT_PENDING, 'PENDING')), ['I16']],
    ['refused for no reason', check({}, refused('CHARGE_DISPUTED')), ['I16']],
    [
      'refused by a limit that the approver does not have',
      check({}, refused('REFUND_LIMIT_EXCEEDED')),
      ['I16'],
    ],
    [
      'a rejection that the charge refuses',
      check({ amount: 200 }, refused('REFUND_LIMIT_EXCEEDED', null, 'desk-2', 'reject')),
      ['I16'],
    ],
    ['the charge has room', check({}, refused('AMOUNT_TOO_LARGE')), ['I10']],
    ['who asked decided', check({ ...rejected, decidedBy: 'desk-1' }, done('reject', 'desk-1')), ['I15']],
    [
      'who asked was refused only by the charge',
      check({ amount: 500 }, refused('REFUND_LIMIT_EXCEEDED', null, 'desk-1')),
      ['I15'],
    ],
    [
      'approved beyond the limit of the approver',
      check({ ...approved, amount: 5_000, decidedBy: 'supervisor-2' }, done('approve', 'supervisor-2')),
      ['I14'],
    ],
  ])('%s', (_, found, promises) => expect(found).toEqual(promises));
});

test('I16: an answered approval is kept', () => {
  const kept = (known: SeenApproval, seen: SeenApproval | null) => broken(checkApprovalKept(known, seen));
  const approved = approval({ status: 'APPROVED', decidedBy: 'b', refund: { id: 're_1' } });
  expect(kept(approval(), approved)).toEqual([]);
  expect(kept(approved, approved)).toEqual([]);
  expect(kept(approval(), null)).toEqual(['I16']);
  expect(kept(approval(), approval({ amount: 11 }))).toEqual(['I16']);
  expect(kept(approved, approval())).toEqual(['I16']);
  expect(kept(approved, { ...approved, refund: { id: 're_2' } })).toEqual(['I16']);
  expect(kept(approved, { ...approved, decidedBy: 'c' })).toEqual(['I16']);
  expect(kept(approval({ status: 'EXPIRED' }), approved)).toEqual(['I16']);
});

test('I15: a refund that waited for approval exists by its approval alone', () => {
  const row = { id: 're_1', tag: 'key-1', key: 'key-1', approval: null };
  const check = (outcome: Attempt['outcome'], approvalOfRow: string | null) =>
    broken(checkTags([attempted({ outcome }).attempt], [{ ...row, approval: approvalOfRow }]));
  expect(check(held, 'apr_1')).toEqual([]);
  expect(check(unknown, 'apr_1')).toEqual([]);
  expect(check(held, null)).toEqual(['I15']);
  expect(check(held, 'apr_2')).toEqual(['I15']);
  expect(check(made, 'apr_1')).toEqual(['I15']);
  expect(broken(checkTags([attempted({ outcome: held }).attempt], []))).toEqual([]);
});
