import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { testDatabase } from '../support/databases/test-database.js';
import { interleave } from './interleave.js';
import { contested, type Locks } from './modes.js';
import { letGroupsWait, openProcess, type Process } from './process.js';
import { type Stopped, type Verb, verbs } from './verbs.js';
import { type Ledger, leave, ledgerNow, newLedger, newWorld } from './world.js';

const holder = testDatabase('owner');
const all: Readonly<Record<string, Verb>> = verbs;
const names = Object.keys(all);
/** Every pair whose first verb can be stopped there. What only reads changes nothing that another one has decided. */
const pairs = (stop: 'written' | 'decided') =>
  names
    .filter((first) => all[first]?.[stop])
    .flatMap((first) => names.map((second) => [first, second] as const))
    .filter(([, second]) => stop === 'written' || all[second]?.written);

/** What the rules answer to two verbs, one after the other, and the ledger afterwards. */
function inTurn(one: Verb, other: Verb) {
  const ledger = newLedger();
  const answers = [one.rule(ledger), other.rule(ledger)] as const;
  return { answers, ledger };
}
const withoutAsks = ({ asks: _, ...ledger }: Ledger) => ({ ...ledger, balanced: true });

// The embedded database has a single session, so nothing happens beside something else.
describe.runIf(inject('template').kind === 'postgresql')(
  'two verbs of one charge, refund and approval',
  () => {
    let processes: readonly [Process, Process];
    beforeAll(async () => {
      await letGroupsWait(holder.database);
      processes = [await openProcess(holder.database, 'first'), await openProcess(holder.database, 'second')];
    });
    afterAll(async () => {
      for (const { database } of processes ?? []) await database.close();
    });

    /** Interleaves two verbs in a new world. The outcome has to be that of one verb after the other. */
    async function expectOrder(first: Verb, second: Verb, stop: 'written' | 'decided') {
      const world = await newWorld(processes[0]);
      const { at, holds = stop === 'written' ? first.locks : {} } = first[stop] as Stopped;
      const run = await interleave(
        { database: holder.database, processes },
        { work: (process) => first.work(process, world), stop: at },
        (process) => second.work(process, world),
      );
      const ledger = await ledgerNow(processes[0], world);
      await leave(processes[0], world);
      const waits = mustWait(holds, second);
      expect(run.second).toBe(waits ? 'waits' : 'ends');
      const [before, after] = [inTurn(first, second), inTurn(second, first)];
      const outcome = { answers: run.answers, ledger };
      const expected = [
        { answers: before.answers, ledger: withoutAsks(before.ledger) },
        { answers: after.answers.toReversed(), ledger: withoutAsks(after.ledger) },
      ];
      if (waits) expect(outcome).toEqual(expected[0]);
      else expect(expected).toContainEqual(outcome);
    }

    test.each(pairs('written'))('%s is not committed, and meanwhile: %s', (first, second) =>
      expectOrder(all[first] as Verb, all[second] as Verb, 'written'),
    );

    test.each(pairs('decided'))('%s is decided and not written, and meanwhile: %s', (first, second) =>
      expectOrder(all[first] as Verb, all[second] as Verb, 'decided'),
    );

    test('afterwards the ledger is in order', async () => {
      const verdicts = await verifyLedger(holder.database.pool, () => {});
      expect(verdicts.filter(({ violations }) => violations > 0)).toEqual([]);
    });
  },
);

/** A verb that skips what is locked does not wait for it, and then has nothing to do. */
function mustWait(held: Locks, { locks, skips }: Verb): boolean {
  const waited = contested(held, locks);
  return waited.length > 0 && !waited.some((thing) => thing === skips);
}
