import { describe, expect, test } from 'vitest';
import type { Attempt, ChargeBook, SeenRefund } from './book.js';
import { type CreateAnswer, checkCreateAnswer } from './checks/create-answer.js';
import { attempted, broken, refund } from './made-up.js';

describe('an answer of createRefund', () => {
  const made = (values: Partial<SeenRefund> = {}, idempotentReplay = false): CreateAnswer => ({
    kind: 'made',
    refund: refund(values),
    idempotentReplay,
  });
  const refused = (code: string): CreateAnswer => ({ kind: 'refused', code });
  const check = (answer: CreateAnswer, values: Partial<Attempt> = {}, changed: Partial<ChargeBook> = {}) => {
    const { charge, attempt } = attempted(values);
    Object.assign(charge, changed);
    return broken(checkCreateAnswer(attempt, [attempt], charge, answer));
  };
  const before = { kind: 'made', refund: 're_1' } as const;
  const denied = { kind: 'refused', code: 'AMOUNT_TOO_LARGE' } as const;
  const crowded = { ceiling: 5 };
  const replacing = { flags: { replaces: 're_0' } };
  const expecting = { flags: { expectedAmountRefundable: 100 } };

  test.each<[string, string[]]>([
    ['created', check(made())],
    ['created for the remaining amount', check(made({ amount: 90 }), { amount: null })],
    ['replayed', check(made({}, true), { sent: 2, outcome: before, originals: 1 })],
    ['refused because the amount is too large', check(refused('AMOUNT_TOO_LARGE'), {}, crowded)],
    ['refused again', check(refused('AMOUNT_TOO_LARGE'), { outcome: denied }, crowded)],
  ])('correct: %s', (_, found) => expect(found).toEqual([]));

  test.each<[string, string, string[]]>([
    ['I8', 'of another charge', check(made({ charge: { id: 'ch_2' } }))],
    ['I8', 'of another amount', check(made({ amount: 11 }))],
    ['I4', 'of another input', check(made({ metadata: { tag: 'key-2' } }))],
    ['I3', 'a second refund for one key', check(made({ id: 're_2' }, true), { sent: 2, outcome: before })],
    ['I3', 'created twice', check(made(), { sent: 2, outcome: before, originals: 1 })],
    ['I3', 'a replay of a request that was sent once', check(made({}, true))],
    ['I4', 'refused, then created', check(made(), { sent: 2, outcome: denied })],
    ['I1', 'more than the ceiling', check(made(), {}, { confirmed: 91 })],
    ['I10', 'created, then refused', check(refused('AMOUNT_TOO_LARGE'), { outcome: before }, crowded)],
    [
      'I4',
      'refused with another code',
      check(refused('CHARGE_ALREADY_REFUNDED'), { outcome: denied }, crowded),
    ],
    ['I10', 'refused although the amount fits', check(refused('AMOUNT_TOO_LARGE'))],
    ['I4', 'a reused key that was never used', check(refused('IDEMPOTENCY_KEY_REUSED'))],
    ['I5', 'an unexpected amount without an expectation', check(refused('AMOUNT_REFUNDABLE_CHANGED'))],
    [
      'I10',
      'an unexpected amount without another refund',
      check(refused('AMOUNT_REFUNDABLE_CHANGED'), expecting),
    ],
    ['I5', 'refused for no reason', check(refused('PARAMETER_INVALID'))],
    [
      'I10',
      'refused as replaced, although nobody else replaces it',
      check(refused('PARAMETER_INVALID'), replacing),
    ],
  ])('%s: %s', (promise, _, found) => expect(found).toEqual([promise]));

  test('I4: if two inputs have one key, one has an outcome and the other is refused as a reused key', () => {
    const { book, charge, attempt } = attempted({ outcome: before });
    const other = book.attempt(charge, { tag: 'other', key: 'key-1', amount: 200, flags: {} });
    const both = book.keys.get('key-1') ?? [];
    expect(checkCreateAnswer(other, both, charge, refused('IDEMPOTENCY_KEY_REUSED'))).toEqual([]);
    expect(broken(checkCreateAnswer(other, both, charge, refused('AMOUNT_TOO_LARGE')))).toEqual(['I4']);
    expect(both).toEqual([attempt, other]);
  });
});
