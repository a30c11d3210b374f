import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { eraseExpired } from '../../src/erasure/retention/erase-expired.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { emptyTables } from '../support/databases/empty-tables.js';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import type { StopAt } from '../support/databases/stepped-process.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, insertPaymentIntent, testId } from '../support/rows/ledger-rows.js';
import { chargeObject, importAll, imported } from '../support/rows/stripe-objects.js';
import { BYSTANDER, hold, lockedOf, type Places } from './holder.js';
import { interleave, type Work } from './interleave.js';
import type { Thing } from './modes.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { created } from './verbs.js';

const holder = testDatabase('owner');
// Nobody of another test is old, too.
beforeEach(() => emptyTables(holder.database.pool));

const DAYS = 30;
const OLD = new Date(Date.now() - 100 * 24 * 60 * 60_000);

const expire: Work = async ({ database }) => {
  const { people, objectsWithoutAddress, inFlight } = await eraseExpired(database.pool, {
    olderThanDays: DAYS,
  });
  return `${people} people and ${objectsWithoutAddress} objects, ${inFlight.people} in flight`;
};
const takeCharge: Work = async ({ database }) => (await importAll(database, [chargeObject()])).outcome;
const outcomeOf = async ({ pool }: Database, email: string) =>
  (await erasePersonByEmail(pool, email, true)).outcome;
const erase: Work = ({ database }) => outcomeOf(database, 'nobody@example.com');

/** A person for whom nothing has happened for long, with two charges. Their rows are not in the order of their ids. */
async function oldPerson() {
  const billingEmail = `${testId('zoe')}@example.com`;
  const { id: intent } = await insertPaymentIntent(holder.database, {
    created: OLD,
    description: `Order of ${billingEmail}`,
  });
  const values = { billingEmail, created: OLD, paymentMethodType: 'konbini' };
  const { id: other } = await insertCharge(holder.database, { ...values, id: testId('ch_z') });
  const { id: charge } = await insertCharge(holder.database, { ...values, paymentIntentId: intent });
  return { charge, other, intent, billingEmail };
}

/** Two charges of old imports, with names and without an address. Their rows are not in the order of their ids. */
async function oldNames() {
  const [charge, other] = [testId('ch'), testId('ch_z')];
  const objects = [other, charge].map((id) =>
    chargeObject({
      id,
      created: Math.floor(OLD.getTime() / 1000),
      billing_details: { email: null, name: 'Zoe' },
    }),
  );
  for (const object of objects) await imported(holder.database, [object]);
  return { charge, other };
}

interface Charges {
  readonly charge: string;
  readonly other: string;
  readonly intent?: string;
}

const placesOf = ({ charge, other, intent }: Charges): Places => ({
  charge: { table: 'charge', id: charge },
  'other charge': { table: 'charge', id: other },
  ...(intent !== undefined && { 'payment intent': { table: 'payment_intent', id: intent } }),
});

// The embedded database has a single session, so nothing happens beside something else.
describe.runIf(inject('template').kind === 'postgresql')('the erasure of everybody who is old', () => {
  let processes: readonly [Process, Process];
  beforeAll(async () => {
    await letGroupsWait(holder.database);
    processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
  });
  afterAll(async () => {
    for (const { database } of processes ?? []) await database.close();
  });
  const run = (first: Work, stop: StopAt, second: Work) =>
    interleave({ database: holder.database, processes }, { work: first, stop }, second);

  const looking = { work: expire, at: { before: 'ANALYZE retention_recent' } };
  const importing = { work: takeCharge, at: { before: 'COMMIT' } };
  const erasing = { work: erase, at: { before: 'ROLLBACK' } };

  test.each([
    ['it looks', 'an import', looking, takeCharge],
    ['it looks', 'an erasure', looking, erase],
    ['it looks', 'another one', looking, expire],
    ['an import is not committed', 'it', importing, expire],
    ['an import is not committed', 'an erasure', importing, erase],
    ['an erasure is not committed', 'it', erasing, expire],
    ['an erasure is not committed', 'an import', erasing, takeCharge],
  ] as const)('while %s, %s waits', async (_, __, { work, at }, second) => {
    expect((await run(work, at, second)).second).toBe('waits');
  });

  test('between its transactions, an import waits too', async () => {
    await oldPerson();
    await oldPerson();
    // Its first transaction is that in which it looks, and its second one follows what was written meanwhile.
    expect(
      (await run(expire, { before: 'SELECT DISTINCT address FROM retention_place' }, takeCharge)).second,
    ).toBe('waits');
  });

  test.each<readonly [string, (email: string) => Work, string]>([
    [
      'an erasure',
      (email) =>
        ({ database }) =>
          outcomeOf(database, email),
      'erased',
    ],
    ['it', () => expire, '1 people and 0 objects, 0 in flight'],
  ])('what %s has read is not changed before it is written', async (_, work, answer) => {
    const { charge, billingEmail } = await oldPerson();
    const refund: Work = ({ as }) => created(as('anna'), { charge, amount: 100n });
    expect(await run(work(billingEmail), { before: 'UPDATE charge t SET' }, refund)).toEqual({
      second: 'waits',
      answers: [answer, 'PARAMETER_MISSING'],
    });
  });

  test('a refund waits for it, and then has no address to ask for bank details', async () => {
    const { charge } = await oldPerson();
    const refund: Work = ({ as }) => created(as('anna'), { charge, amount: 100n });
    expect(await run(expire, { before: 'INSERT INTO erased_address' }, refund)).toEqual({
      second: 'waits',
      answers: ['1 people and 0 objects, 0 in flight', 'PARAMETER_MISSING'],
    });
  });

  test('it waits for a refund, whose person has come back', async () => {
    const { charge } = await oldPerson();
    const refund: Work = ({ as }) => created(as('anna'), { charge, amount: 100n });
    expect(await run(refund, { beforeCommitOf: 'FROM record_refunds(' }, expire)).toEqual({
      second: 'waits',
      answers: ['created', '0 people and 0 objects, 0 in flight'],
    });
  });

  test.each<readonly [string, Thing, string, () => Promise<Charges>]>([
    ['an address', 'charge', '', oldPerson],
    ['an address', 'other charge', 'charge', oldPerson],
    ['an address', 'payment intent', 'charge, other charge', oldPerson],
    ['names only', 'charge', '', oldNames],
    ['names only', 'other charge', 'charge', oldNames],
  ])('of %s, it waits for the %s while it holds: %s', async (_, thing, before, prepare) => {
    const places = placesOf(await prepare());
    const { [thing]: place, ...others } = places;
    if (place === undefined) throw new Error(`Nobody knows where the ${thing} is`);
    const { pool } = holder.database;
    const { letGo } = await hold(pool, place);
    const working = expire(processes[0]);
    working.catch(() => {});
    const parties = { waiting: processes[0].name, holding: BYSTANDER };
    expect(await waitsOrEnds(pool, working, parties)).toBe('waits');
    const locked = await lockedOf(pool, others);
    await letGo();
    await working;
    expect(locked.join(', ')).toBe(before);
  });
});
