import { describe, expect, test } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import { type Database, databaseOver } from '../../../src/ledger/open-ledger.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { accepted, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

type Ask = (text: string, ask: () => Promise<unknown>) => Promise<unknown>;

/** The same database with a pool that sends its statements through `meddle`. */
function meddledWith(meddle: Ask): Database {
  const { kind, pool, signal } = verbs.database;
  const query = (statement: { text: string }) =>
    meddle(statement.text, () => pool.query(statement as never) as never);
  return databaseOver({ kind, pool: Object.assign(Object.create(pool), { query }), signal }, async () => {});
}
const records = (text: string): boolean => text.includes('record_refunds');
const context = (database: Database) => ({ ...verbs.as('shop'), groups: new RefundGroups(database) });

describe('I10: a connection that breaks', () => {
  test.each(['after', 'before'] as const)(
    '%s the refund is written: this request creates the refund exactly once',
    async (when) => {
      const charge = await insertCharge(verbs.database);
      let breaks = 2;
      const database = meddledWith(async (text, ask) => {
        if (!records(text) || breaks-- <= 0) return ask();
        if (when === 'after') await ask();
        throw broken;
      });
      const made = accepted(await createRefund(context(database), { charge: charge.id, amount: 400n }));
      expect(made.idempotentReplay).toBe(false);
      const refunds = await verbs.refundsOf(charge.id);
      expect(refunds.map(({ id }) => id)).toEqual([made.refund.id]);
      expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(400n);
    },
  );

  test('for good: the error has the key, and a replay with the key returns the outcome', async () => {
    const charge = await insertCharge(verbs.database);
    let written = false;
    const database = meddledWith(async (text, ask) => {
      if (written) throw away;
      const result = await ask();
      if (!records(text)) return result;
      written = true;
      throw broken;
    });
    const input = { charge: charge.id, amount: 400n };
    const error = await createRefund(context(database), input).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    const { idempotencyKey } = error as OutcomeUnknownError;
    expect(idempotencyKey).toMatch(/^gateway_/);
    const [refund] = await verbs.refundsOf(charge.id);
    const again = accepted(await verbs.create({ ...input, idempotencyKey: `${idempotencyKey}` }, 'shop'));
    expect(again).toMatchObject({ refund: { id: refund?.id }, idempotentReplay: true });
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
  });

  test('before anything was sent: the error says that nothing was written', async () => {
    const charge = await insertCharge(verbs.database);
    const database = meddledWith(() => Promise.reject(away));
    await expect(createRefund(context(database), { charge: charge.id })).rejects.toBeInstanceOf(
      DatabaseUnavailableError,
    );
    expect(await verbs.refundsOf(charge.id)).toEqual([]);
  });
});
