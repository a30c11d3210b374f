import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { announced, ask, spawnMain } from '../../test/support/processes/gateway-process.js';
import type { RunningProcess } from '../../test/support/processes/spawn-process.js';
import { charges, intents, refunds } from '../../test/support/rows/sample-ledger.js';
import { inTemporaryDirectory, verified } from './ledger.js';

/** A moment of the first start that can be seen from outside. */
type Moment = (directory: string, starting: RunningProcess) => Promise<unknown>;

const file =
  (...name: readonly string[]): Moment =>
  async (directory, { child }) => {
    const lives = () => child.exitCode === null && child.signalCode === null;
    while (lives() && !existsSync(path.join(directory, ...name))) await sleep(1);
  };
const says =
  (pattern: RegExp): Moment =>
  (_, starting) =>
    starting.seen(pattern);

const SERVES = /Refund Gateway is at/;

/** The steps of a first start, in order. */
const moments: readonly (readonly [what: string, moment: Moment])[] = [
  ['it announces the database', says(/Creating an embedded database/)],
  ['the data directory is created', file()],
  ['the cluster directory is created', file('pgdata.init')],
  ['the cluster has its version', file('pgdata.init', 'PG_VERSION')],
  ['the cluster has its first database', file('pgdata.init', 'base', '1')],
  ['the cluster has its control file', file('pgdata.init', 'global', 'pg_control')],
  ['the cluster has its last database', file('pgdata.init', 'base', '5')],
  ['the cluster is complete and has its name', file('pgdata')],
  ['the sample data is loaded', says(/sample shop of \d+ objects/)],
  ['it serves', says(SERVES)],
];

const SERVED = '{ charges { totalCount } paymentIntents { totalCount } refunds { totalCount } }';
const expected = {
  charges: { totalCount: charges.length },
  paymentIntents: { totalCount: intents.length },
  refunds: { totalCount: refunds.length },
};

/** The result of one kill. */
export interface FirstStartKill {
  readonly when: string;
  /** The cluster directories that the killed start left behind. */
  readonly left: readonly string[];
  /** The time that the next start took until it served requests. */
  readonly servedMs: number;
}

/**
 * Kills the first start of a gateway at each moment that can be seen from outside, and at `more` other moments,
 * spread over its duration. The next start must serve the sample data exactly once.
 *
 * @returns the number of first starts that were killed
 * @throws if the next start fails or serves something else, or if verify finds a violation
 */
export async function killFirstStarts(more: number, onKill: (kill: FirstStartKill) => void): Promise<number> {
  const wholeMs = await inTemporaryDirectory((directory) => wholeStart(path.join(directory, 'data')));
  const parts = Array.from({ length: more }, (_, index) => (index + 1) / more);
  const delays = parts.map((part): readonly [string, Moment] => [
    `${Math.round(part * 100)} % of its time has passed`,
    () => sleep(part * wholeMs),
  ]);
  const all = [...moments, ...delays];
  const seen = new Set<string>();
  for (const [when, moment] of all)
    await inTemporaryDirectory(async (parent) => {
      const directory = path.join(parent, 'data');
      const starting = spawnMain({ DATA_DIR: directory, SAMPLE_DATA: 'on' });
      // After the gateway serves, no other moment follows.
      await Promise.race([moment(directory, starting).then(() => seen.add(when)), starting.seen(SERVES)]);
      starting.child.kill('SIGKILL');
      assert.equal(await starting.ended, 'SIGKILL', `The first start ended before ${when}`);
      const left = ['pgdata.init', 'pgdata'].filter((name) => existsSync(path.join(directory, name)));
      onKill({ when, left, servedMs: await wholeStart(directory) });
    });
  const unseen = moments.filter(([when]) => !seen.has(when)).map(([when]) => when);
  assert.deepEqual(unseen, [], 'Every moment of a first start is seen');
  return all.length;
}

/** Starts the gateway, checks its answers and its ledger, and returns the time until it served requests. */
async function wholeStart(directory: string): Promise<number> {
  const start = performance.now();
  const running = spawnMain({ DATA_DIR: directory, SAMPLE_DATA: 'on' });
  try {
    const gateway = await announced(running);
    const servedMs = Math.round(performance.now() - start);
    assert.deepEqual(await ask(gateway, SERVED), expected);
    gateway.child.kill('SIGKILL');
    await gateway.ended;
    const events = await verified(directory, ({ prisma }) => prisma.refundEvent.count());
    assert.equal(events, refunds.length, 'Each refund of the sample data has exactly one event');
    return servedMs;
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
  }
}
