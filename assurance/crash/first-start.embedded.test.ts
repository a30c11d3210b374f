import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { temporaryDirectory } from '../../test/support/databases/temporary-directory.js';
import { announced, ask } from '../../test/support/processes/gateway-process.js';
import { startMain } from '../../test/support/processes/processes.js';
import type { RunningProcess } from '../../test/support/processes/spawn-process.js';
import { charges, intents, refunds } from '../../test/support/rows/sample-ledger.js';
import { firstStartKills, isLongRun, MS_PER_CRASH } from './settings.js';

/** A moment of the first start that can be seen from outside. */
type Moment = (directory: string, starting: RunningProcess) => Promise<unknown>;

const file =
  (...name: readonly string[]): Moment =>
  async (directory) => {
    while (!existsSync(path.join(directory, ...name))) await setTimeout(1);
  };
const says =
  (pattern: RegExp): Moment =>
  (_, starting) =>
    starting.seen(pattern);

/** What the first start does, in its order. */
const moments: readonly (readonly [what: string, moment: Moment])[] = [
  ['it says what it opens', says(/Opening the embedded database/)],
  ['the data directory is made', file()],
  ['the cluster is begun', file('pgdata.init')],
  ['the cluster has its version', file('pgdata.init', 'PG_VERSION')],
  ['the cluster has its first database', file('pgdata.init', 'base', '1')],
  ['the cluster has its control file', file('pgdata.init', 'global', 'pg_control')],
  ['the cluster has its last database', file('pgdata.init', 'base', '5')],
  ['the cluster is whole and has its name', file('pgdata')],
  ['the sample data is loaded', says(/Loaded \d+ objects/)],
  ['it serves', says(/Refund Gateway is at/)],
];

const SERVED = '{ charges { totalCount } paymentIntents { totalCount } refunds { totalCount } }';
const expected = {
  charges: { totalCount: charges.length },
  paymentIntents: { totalCount: intents.length },
  refunds: { totalCount: refunds.length },
};

const newDirectory = (): string => path.join(temporaryDirectory(), 'data');

/** Starts the gateway, and looks at all that it serves and keeps. */
async function expectWholeStart(directory: string): Promise<number> {
  const start = performance.now();
  const gateway = await announced(startMain({ DATA_DIR: directory, SAMPLE_DATA: 'on' }));
  const startMs = Math.round(performance.now() - start);
  expect(await ask(gateway, SERVED)).toEqual(expected);
  gateway.child.kill('SIGKILL');
  await gateway.ended;
  const database = await openDatabase({ directory });
  try {
    expect((await verifyLedger(database.pool)).filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await database.prisma.refundEvent.count()).toBe(refunds.length);
    return startMs;
  } finally {
    await database.close();
  }
}

/** How long a first start takes that nobody kills, measured once. */
let wholeMs = 0;

/** After which part of the first start it is killed: each a little later. */
const parts = Array.from({ length: firstStartKills }, (_, index) => (index + 1) / firstStartKills);
const delays = parts.map((part): readonly [string, Moment] => [
  `${Math.round(part * 100)} % of its time`,
  () => setTimeout(part * wholeMs),
]);

// Each takes two first starts: too long for `npm test`, where embedded.embedded.test.ts holds the order of the steps.
test.runIf(isLongRun).each([...moments, ...delays])(
  'the first start killed when %s: the next one serves the sample data, once',
  async (what, moment) => {
    wholeMs ||= await expectWholeStart(newDirectory());
    const directory = newDirectory();
    const starting = startMain({ DATA_DIR: directory, SAMPLE_DATA: 'on' });
    await moment(directory, starting);
    starting.child.kill('SIGKILL');
    expect(await starting.ended).toBe('SIGKILL');
    const left = ['pgdata.init', 'pgdata'].filter((name) => existsSync(path.join(directory, name)));
    const startMs = await expectWholeStart(directory);
    console.info(`${what.padEnd(40)} left ${left.join(' ').padEnd(12)} served after ${startMs} ms`);
  },
  MS_PER_CRASH,
);
