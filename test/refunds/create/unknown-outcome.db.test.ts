import { GraphQLError } from 'graphql';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../../src/database/retry.js';
import { maskError } from '../../../src/graphql/request/errors.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { gatewaysPool } from '../../support/databases/gateway-role.js';
import { type Intercept, interceptedDatabase } from '../../support/databases/intercepted-database.js';
import { createWithoutApproval } from '../../support/gateways/create-without-approval.js';
import { accepted, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** The same database with a pool that sends its statements through `meddle`. */
const meddledWith = (meddle: Intercept): Database => interceptedDatabase(verbs.database, meddle);
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
      const made = accepted(
        await createWithoutApproval(context(database), { charge: charge.id, amount: 400n }),
      );
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

describe('I10: a refund for which no connection is free in time', () => {
  const full = new Error('timeout exceeded when trying to connect');
  const codeOf = (error: unknown): unknown => {
    const masked = maskError(error);
    return masked instanceof GraphQLError ? masked.extensions['code'] : masked;
  };

  /** Takes all connections of the pool while `work` runs, and lets nothing wait for one. */
  async function withoutConnections<T>(work: () => Promise<T>): Promise<T> {
    const pool = gatewaysPool(verbs.database);
    const { options } = pool;
    const patience = options.connectionTimeoutMillis;
    const taken = await Promise.all(Array.from({ length: options.max }, () => pool.connect()));
    options.connectionTimeoutMillis = 1;
    try {
      return await work();
    } finally {
      options.connectionTimeoutMillis = patience;
      for (const client of taken) client.release();
    }
  }

  test('was never sent, so nothing was done: OVERLOADED for each of its group', async () => {
    const charges = [await insertCharge(verbs.database), await insertCharge(verbs.database)];
    const write = vi.spyOn(verbs.database, 'write');
    onTestFinished(() => write.mockRestore());
    const inputs = charges.flatMap(({ id }) => [1n, 2n].map((amount) => ({ charge: id, amount })));
    const settled = await withoutConnections(() =>
      Promise.allSettled(inputs.map((input) => createRefund(verbs.as('shop'), input))),
    );
    expect(settled.map((one) => one.status === 'rejected' && codeOf(one.reason))).toEqual(
      inputs.map(() => 'OVERLOADED'),
    );
    // They failed for a common reason, so they do not wait once more for each charge.
    expect(write).toHaveBeenCalledOnce();
    for (const { id } of charges) expect(await verbs.refundsOf(id)).toEqual([]);
  });

  test('was not written before either if its charge had changed: OVERLOADED', async () => {
    const charge = await insertCharge(verbs.database);
    let changed = false;
    const database = meddledWith(async (text, ask) => {
      if (changed) throw full;
      if (!records(text)) return ask();
      changed = true;
      await verbs.database.pool.query(
        'UPDATE charge SET revision = revision + 1, amount_refunded = 1 WHERE id = $1',
        [charge.id],
      );
      return ask();
    });
    const error = await createRefund(context(database), { charge: charge.id }).catch((caught) => caught);
    expect(changed).toBe(true);
    expect(codeOf(error)).toBe('OVERLOADED');
  });

  test('may have been written by an attempt before: OUTCOME_UNKNOWN', async () => {
    const charge = await insertCharge(verbs.database);
    let sent = 0;
    const database = meddledWith(async (text, ask) => {
      if (sent > 1) throw full;
      if (!records(text)) return ask();
      const result = await ask();
      if (sent++ === 0) throw broken;
      // The second attempt finds its own key, so the outcome has to be read. No connection is free for that.
      return result;
    });
    const error = await createRefund(context(database), { charge: charge.id }).catch((caught) => caught);
    expect(sent).toBe(2);
    expect(codeOf(error)).toBe('OUTCOME_UNKNOWN');
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
  });

  test('does not hide that others of its group were written', async () => {
    const charge = await insertCharge(verbs.database);
    const database = meddledWith((text, ask) =>
      text.includes('INSERT INTO idempotency_key') ? Promise.reject(full) : ask(),
    );
    const shared = context(database);
    const [written, refused] = await Promise.allSettled([
      createRefund(shared, { charge: charge.id, amount: 1n }),
      createRefund(shared, { charge: charge.id, amount: 1_000_000_000n, idempotencyKey: 'too-much' }),
    ]);
    expect(await verbs.refundsOf(charge.id)).toHaveLength(1);
    expect(written.status === 'rejected' && codeOf(written.reason)).toBe('OUTCOME_UNKNOWN');
    expect(refused.status === 'rejected' && codeOf(refused.reason)).toBe('OVERLOADED');
  });
});
