import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import { testDatabase } from '../support/databases/test-database.js';
import { BYSTANDER, hold, lockedOf, type Places } from './holder.js';
import { type Thing, things } from './modes.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { type Verb, verbs } from './verbs.js';
import { leave, newLedger, newWorld, placesOf } from './world.js';

const holder = testDatabase('owner');
const all = Object.entries(verbs as Readonly<Record<string, Verb>>);

/** The things that a verb locks, in the one order. */
const lockedBy = ({ locks }: Verb): readonly Thing[] => things.filter((thing) => thing in locks);

/** Each verb with each thing that it waits for, and the things that it has locked by then. */
const waits = all.flatMap(([name, verb]) =>
  lockedBy(verb)
    .filter((thing) => thing !== verb.skips)
    .map((thing) => {
      const before = lockedBy(verb).slice(0, lockedBy(verb).indexOf(thing));
      return [name, thing, before.join(', ') || 'nothing', verb] as const;
    }),
);

// The embedded database has a single session, so nothing waits for anything.
describe.runIf(inject('template').kind === 'postgresql')('every verb takes its locks in one order', () => {
  let process: Process;
  beforeAll(async () => {
    await letGroupsWait(holder.database);
    process = await openProcess(holder.database, 'stepped');
  });
  afterAll(() => process?.database.close());

  /** Only a day that is known can be held. */
  async function newWorldWithDay() {
    const world = await newWorld(process);
    const values = [world.names.anna, 'usd', '2026-03-01'];
    await holder.database.pool.query('INSERT INTO caller_day VALUES ($1, $2, $3, 0, 0)', values);
    return world;
  }

  test.each(all.filter(([, { written }]) => written))('%s holds its locks and no other', async (_, verb) => {
    const world = await newWorldWithDay();
    const stop = process.stop((verb.written as NonNullable<Verb['written']>).at);
    const working = verb.work(process, world);
    await Promise.race([stop.reached, working]);
    const locked = await lockedOf(holder.database.pool, placesOf(world));
    stop.go();
    expect(await working).toBe(verb.rule(newLedger()));
    await leave(process, world);
    expect(locked).toEqual(lockedBy(verb));
  });

  test.each(waits)('%s waits for the %s while it holds: %s', async (_, thing, before, verb) => {
    const world = await newWorldWithDay();
    const places: Places = placesOf(world);
    const { [thing]: place, ...others } = places;
    if (place === undefined) throw new Error(`Nobody knows where the ${thing} is`);
    const { letGo } = await hold(holder.database.pool, place);
    const working = verb.work(process, world);
    working.catch(() => {});
    const parties = { waiting: process.name, holding: BYSTANDER };
    expect(await waitsOrEnds(holder.database.pool, working, parties)).toBe('waits');
    const locked = await lockedOf(holder.database.pool, others);
    await letGo();
    expect(await working).toBe(verb.rule(newLedger()));
    await leave(process, world);
    expect(locked.join(', ') || 'nothing').toBe(before);
  });
});
