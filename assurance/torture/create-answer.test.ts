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
  const check = (answer: CreateAnswer, values: Partial<Attempt> = {}, of: Partial<ChargeBook> = {}) => {
    const { charge, attempt } = attempted(values);
    Object.assign(charge, of);
    return broken(checkCreateAnswer(attempt, [attempt], charge, answer));
  };
  const before = { kind: 'made', refund: 're_1' } as const;
  const denied = { kind: 'refused', code: 'AMOUNT_TOO_LARGE' } as const;
  const crowded = { ceiling: 5 };
  const expecting = { flags: { expectedAmountRefundable: 100 } };

  test.each<[string, string[]]>([
    ['made', check(made())],
    ['made, the rest', check(made({ amount: 90 }), { amount: null })],
    ['replayed', check(made({}, true), { sent: 2, outcome: before, originals: 1 })],
    ['refused, more than there is', check(refused('AMOUNT_TOO_LARGE'), {}, crowded)],
    ['refused again', check(refused('AMOUNT_TOO_LARGE'), { outcome: denied }, crowded)],
  ])('good: %s', (_, found) => expect(found).toEqual([]));

  test.each<[string, string, string[]]>([
    ['I8', 'of another charge', check(made({ charge: { id: 'ch_2' } }))],
    ['I8', 'of another amount', check(made({ amount: 11 }))],
    ['I4', 'of another input', check(made({ metadata: { tag: 'key-2' } }))],
    ['I3', 'a second refund of one key', check(made({ id: 're_2' }, true), { sent: 2, outcome: before })],
    ['I3', 'made twice', check(made(), { sent: 2, outcome: before, originals: 1 })],
    ['I3', 'a replay of what was sent once', check(made({}, true))],
    ['I4', 'refused, then made', check(made(), { sent: 2, outcome: denied })],
    ['I1', 'more than the ceiling', check(made(), {}, { confirmed: 91 })],
    ['I10', 'made, then refused', check(refused('AMOUNT_TOO_LARGE'), { outcome: before }, crowded)],
    ['I4', 'refused otherwise', check(refused('CHARGE_ALREADY_REFUNDED'), { outcome: denied }, crowded)],
    ['I10', 'refused although there is enough', check(refused('AMOUNT_TOO_LARGE'))],
    ['I4', 'a key that nobody used', check(refused('IDEMPOTENCY_KEY_REUSED'))],
    ['I5', 'changed, which was not asked', check(refused('AMOUNT_REFUNDABLE_CHANGED'))],
    ['I10', 'changed by nobody', check(refused('AMOUNT_REFUNDABLE_CHANGED'), expecting)],
    ['I5', 'for no reason', check(refused('PARAMETER_INVALID'))],
  ])('%s: %s', (promise, _, found) => expect(found).toEqual([promise]));

  test('I4: of two inputs with one key one has an outcome, the other is told that the key is used', () => {
    const { book, charge, attempt } = attempted({ outcome: before });
    const other = book.attempt(charge, { tag: 'other', key: 'key-1', amount: 200, flags: {} });
    const both = book.keys.get('key-1') ?? [];
    expect(checkCreateAnswer(other, both, charge, refused('IDEMPOTENCY_KEY_REUSED'))).toEqual([]);
    expect(broken(checkCreateAnswer(other, both, charge, refused('AMOUNT_TOO_LARGE')))).toEqual(['I4']);
    expect(both).toEqual([attempt, other]);
  });
});
