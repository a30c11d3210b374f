import { expect, test } from 'vitest';
import {
  type ExpiryOptions,
  type ExpiryProgress,
  eraseExpired,
} from '../../../src/erasure/retention/erase-expired.js';
import { entriesOf } from '../../../src/ledger/block-list.js';
import { hashOfEmail } from '../../../src/rules/erased-email.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { chargeObject, imported } from '../../support/rows/stripe-objects.js';

const DAYS = 30;
const verbs = testVerbs();
const pool = () => verbs.database.pool;
const expire = (options: Partial<ExpiryOptions> = {}) =>
  eraseExpired(pool(), { olderThanDays: DAYS, ...options });
const old = new Date('2024-01-01T00:00:00Z');

/** What a run changes of the connection that it uses, and what it locks. */
async function session() {
  const { rows } = await pool().query(`
    SELECT current_setting('statement_timeout') AS statement_timeout, current_setting('lock_timeout') AS lock_timeout,
      current_setting('idle_in_transaction_session_timeout') AS idle_timeout, current_setting('jit') AS jit,
      current_setting('cursor_tuple_fraction') AS cursor_tuple_fraction,
      (SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()) AS locks,
      (SELECT count(*)::int FROM pg_class WHERE relpersistence = 't' AND relkind = 'r') AS tables`);
  return rows[0];
}

test.each([['looking'], ['erasing']])(
  'a run that ends early, while %s, leaves its connection as it was',
  async (step) => {
    const before = await session();
    expect(before).toMatchObject({ locks: 0, tables: 0 });
    await insertCharge(verbs.database, { billingEmail: `${testId('zoe')}@example.com`, created: old });
    const onProgress: ExpiryOptions['onProgress'] = (progress) => {
      if (progress.step === step) throw new Error('Interrupted');
    };
    await expect(expire({ onProgress })).rejects.toThrow('Interrupted');
    expect(await session()).toEqual(before);
    await expire();
    expect(await session()).toEqual(before);
  },
);

test('a run tells what it waits for, where it looks, and how much it has erased', async () => {
  const seconds = Math.floor(old.getTime() / 1000);
  const emails = [`${testId('zoe')}@example.com`, null];
  await imported(
    verbs.database,
    emails.map((email) => chargeObject({ billing_details: { email, name: 'Zoe' }, created: seconds })),
  );
  const entries = async () =>
    (
      await pool().query<{ details: string }>(
        `SELECT details FROM audit_entry WHERE action = 'erase' ORDER BY created, id`,
      )
    ).rows.map(({ details }) => JSON.parse(details));
  const before = (await entries()).length;
  const told: ExpiryProgress[] = [];
  expect(await expire({ onProgress: (progress) => told.push(progress) })).toMatchObject({
    people: 1,
    objectsWithoutAddress: 1,
  });
  expect(told).toEqual([
    { step: 'waiting for an import', count: 0 },
    { step: 'looking', table: 'charge', count: 1 },
    { step: 'looking', table: 'imported_object', count: 2 },
    { step: 'erasing', count: 1 },
    { step: 'erasing', count: 2 },
    { step: 'erasing', count: 2 },
  ]);
  expect((await entries()).slice(before)).toEqual([
    expect.objectContaining({ people: 1, charge: 1 }),
    { imported_object: 1 },
  ]);
  // Names that are erased are not looked for again.
  told.length = 0;
  await expire({ onProgress: (progress) => told.push(progress) });
  expect(told).toEqual([
    { step: 'waiting for an import', count: 0 },
    { step: 'erasing', count: 0 },
  ]);
});

test('section 5: spellings of one old address become one entry of the block list, the oldest', async () => {
  const email = `${testId('thief')}@example.com`;
  verbs.clock.advance(old.getTime() - verbs.clock.now().getTime());
  for (const billingEmail of [email, email.toUpperCase()]) {
    const { id: charge } = await insertCharge(verbs.database, { billingEmail, created: old });
    verbs.clock.advance(1000);
    await verbs.refund({ charge, amount: 100n, reason: 'fraudulent' });
  }
  await pool().query('DELETE FROM refund_task');
  const blocked = async () => (await entriesOf(verbs.database.query, [{ cardFingerprint: null, email }]))[0];
  const [oldest] = (await blocked()) ?? [];
  expect(await expire()).toMatchObject({ rows: { block_list_entry: 2 } });
  expect(await blocked()).toEqual([{ ...oldest, value: hashOfEmail(email) }]);
});
