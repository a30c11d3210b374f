import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import { testDatabase } from '../support/databases/test-database.js';
import { testId } from '../support/rows/ledger-rows.js';
import { hold, type Place } from './holder.js';
import type { Work } from './interleave.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { created, type Verb, verbs } from './verbs.js';
import { newWorld, PART, placesOf, SMALL, type World } from './world.js';

const holder = testDatabase('owner');

/** Two processes that wait for one thing, and then need more of what the other one may have. */
interface Meeting {
  readonly thing: (world: World) => Place;
  /** The first to wait, and so the first to go on. */
  readonly first: Work;
  readonly second: Work;
  readonly answers: readonly [first: string, second: string];
}

const doing =
  ({ work }: Verb, world: World): Work =>
  (process) =>
    work(process, world);

/** Creates a group of refunds that always fit. */
const group =
  (caller: string, ...charges: readonly string[]): Work =>
  async ({ as }) => {
    const instructionsEmail = 'other@example.com';
    const answers = charges.map((charge) =>
      created(as(caller), { charge, amount: SMALL, instructionsEmail }),
    );
    return (await Promise.all(answers)).join(' and ');
  };

const chargeOf = (world: World) => placesOf(world).charge;

const meetings: Readonly<Record<string, (world: World) => Meeting | Promise<Meeting>>> = {
  'two groups of refunds, of the same charges in different orders': ({ charge, other, names }) => ({
    thing: chargeOf,
    first: group(names.dana, charge, other),
    second: group(names.dana, other, charge),
    answers: ['created and created', 'created and created'],
  }),
  'a group of refunds and an import': (world) => ({
    thing: chargeOf,
    first: group(world.names.dana, world.charge, world.other),
    second: doing(verbs['import refunds'], world),
    answers: ['created and created', 'imported'],
  }),
  'a refund of a limited caller and an approval by the same caller': (world) => ({
    thing: chargeOf,
    first: ({ as }) => created(as(world.names.anna, world.policy), { charge: world.charge, amount: PART }),
    second: doing(verbs['approve a refund'], { ...world, names: { ...world.names, ben: world.names.anna } }),
    answers: ['created', 'AMOUNT_TOO_LARGE'],
  }),
  'a refund and the erasure of its person': (world) => ({
    thing: chargeOf,
    first: doing(verbs['create a refund'], world),
    second: doing(verbs['erase a person'], world),
    answers: ['created', 'in flight'],
  }),
  'an approval and the erasure of its person': (world) => ({
    thing: chargeOf,
    first: doing(verbs['approve a refund'], world),
    second: doing(verbs['erase a person'], world),
    answers: ['approved', 'erased'],
  }),
  'a request for approval and a refund with one key': ({ charge, names, policy }) => {
    const idempotencyKey = testId('key');
    const send =
      (amount: bigint): Work =>
      ({ as }) =>
        created(as(names.ruth, policy), { charge, amount, idempotencyKey });
    return {
      thing: chargeOf,
      first: send(SMALL),
      second: send(100n),
      answers: ['held', 'IDEMPOTENCY_KEY_REUSED'],
    };
  },
  'a cancellation and the erasure of a person whom only the refund and its task name': async (world) => {
    const email = `${testId('zoe')}@example.com`;
    const { pool } = holder.database;
    await pool.query(`UPDATE refund SET metadata = jsonb_build_object('contact', $2::text) WHERE id = $1`, [
      world.refund,
      email,
    ]);
    await pool.query('UPDATE refund_task SET due = NULL, parked_reason = $2 WHERE refund_id = $1', [
      world.refund,
      `No step ${email}`,
    ]);
    return {
      thing: (found) => placesOf(found).task,
      first: doing(verbs['cancel a refund'], world),
      second: async ({ database }) => (await erasePersonByEmail(database.pool, email, true)).outcome,
      answers: ['canceled', 'erased'],
    };
  },
};

// The embedded database has a single session, so nothing waits for anything.
describe.runIf(inject('template').kind === 'postgresql')('no two verbs wait for each other', () => {
  let processes: readonly [Process, Process];
  beforeAll(async () => {
    await letGroupsWait(holder.database);
    processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
  });
  afterAll(async () => {
    for (const { database } of processes ?? []) await database.close();
  });

  test.each(Object.keys(meetings))('%s', async (name) => {
    const world = await newWorld(processes[0]);
    const { thing, first, second, answers } = await (meetings[name] as (typeof meetings)[string])(world);
    const { pool } = holder.database;
    const failures = () => processes.flatMap((process) => process.failures);
    const failedBefore = failures().length;
    const { letGo } = await hold(pool, thing(world));
    const works: Promise<string>[] = [];
    for (const [index, work] of [first, second].entries()) {
      const process = processes[index] as Process;
      const working = work(process);
      working.catch(() => {});
      expect(await waitsOrEnds(pool, working, { waiting: process.name })).toBe('waits');
      works.push(working);
    }
    await letGo();
    expect(await Promise.all(works)).toEqual(answers);
    // A deadlock is retried, so no answer tells of it.
    expect(failures().slice(failedBefore)).toEqual([]);
  });
});
