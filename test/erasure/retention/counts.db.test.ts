import { expect, inject, test } from 'vitest';
import {
  type ExpiryOptions,
  type ExpiryProgress,
  eraseExpired,
} from '../../../src/erasure/retention/erase-expired.js';
import { interceptedDatabase } from '../../support/databases/intercepted-database.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';

const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const holder = testDatabase();
const pool = () => holder.database.pool;
const OLD = new Date('2024-01-01T00:00:00Z');
const expire = (options: Partial<ExpiryOptions> = {}, on = pool()) =>
  eraseExpired(on, { olderThanDays: DAYS, ...options });
const newEmail = (name: string) => `${testId(name)}@example.com`;
const old = (values = {}) => insertCharge(holder.database, { created: OLD, ...values });
async function named() {
  const charge = await old({ billingName: 'Zoe' });
  await pool().query('INSERT INTO imported_object (id, said) VALUES ($1, $2)', [
    charge.id,
    JSON.stringify({ name: 'Zoe' }),
  ]);
  return charge;
}

test('the counts are those of all batches together, and a dry run counts the same', async () => {
  for (const name of ['a', 'b', 'c']) await old({ billingEmail: newEmail(name) });
  for (let names = 0; names < 2; names++) await named();
  const erased: number[] = [];
  const onProgress = ({ step, count }: ExpiryProgress) => step === 'erasing' && erased.push(count);
  const counts = { people: 3, objectsWithoutAddress: 2, rows: { charge: 3, imported_object: 2 } };
  expect(await expire({ batchSize: 1, dryRun: true })).toMatchObject(counts);
  expect(await expire({ batchSize: 1, onProgress })).toMatchObject(counts);
  expect(erased).toEqual([1, 2, 3, 4, 5, 5]);
});

test('several people wait, with the refunds that need them in order, and are erased once these have ended', async () => {
  const [ann, zoe] = [newEmail('ann'), newEmail('zoe')];
  const [first, last] = [testId('re_a'), testId('re_z')];
  const asked = { created: OLD, status: 'pending' as const };
  await insertRefund(holder.database, await old(), { ...asked, id: last, instructionsEmail: ann });
  await insertRefund(holder.database, await old(), { ...asked, id: first, instructionsEmail: zoe });
  const inFlight = { people: 2, ids: [first, last] };
  expect(await expire({ batchSize: 1 })).toMatchObject({ people: 0, rows: {}, inFlight });
  await pool().query("UPDATE refund SET status = 'canceled' WHERE id = ANY($1)", [[first, last]]);
  expect(await expire()).toMatchObject({ people: 2, inFlight: { people: 0 } });
});

test('if nobody is old enough, the ledger is looked through once', async () => {
  const created = new Date(Date.now() - DAY_MS);
  const charge = await insertCharge(holder.database, { billingEmail: newEmail('young'), created });
  const told: ExpiryProgress[] = [];
  await expire({ onProgress: (progress) => told.push(progress) });
  expect(told.filter(({ step }) => step === 'looking')).toEqual([]);
  expect(await holder.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } })).toEqual(charge);
});

test('a day has 24 hours where the clocks change, too', async () => {
  const onBerlin = Object.assign(Object.create(pool()), {
    connect: async () => {
      const client = await pool().connect();
      await client.query("SET TIME ZONE 'Europe/Berlin'");
      const { release } = client;
      return Object.assign(client, {
        release: () => {
          Object.assign(client, { release });
          client.query('RESET TIME ZONE').finally(() => client.release());
        },
      });
    },
  });
  // Whatever the season, one of these was in another.
  for (const olderThanDays of [120, 240]) {
    const { cutoff } = await expire({ olderThanDays, dryRun: true }, onBerlin);
    const hours = (Date.now() - Date.parse(cutoff)) / 3_600_000;
    expect(Math.round(hours)).toBe(olderThanDays * 24);
  }
});

// The embedded database has a single session, so nothing happens during a run.
test.runIf(inject('template').kind === 'postgresql')(
  'a name without an address stays if something happens while the run looks',
  async () => {
    const charge = await named();
    const refund = await insertRefund(holder.database, charge, { created: OLD });
    const { pool: during } = interceptedDatabase(holder.database, async (text, ask) => {
      if (text === 'ANALYZE retention_kept')
        await pool().query(
          `INSERT INTO refund_event (id, created, refund_id, status, type) VALUES ($1, $2, $3, 'succeeded', 'refund_updated')`,
          [testId('evt'), OLD, refund.id],
        );
      return ask();
    });
    expect(await expire({}, during)).toMatchObject({ people: 0, objectsWithoutAddress: 0, rows: {} });
    expect(await expire()).toMatchObject({ objectsWithoutAddress: 1 });
  },
);
