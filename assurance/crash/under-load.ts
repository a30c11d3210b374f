import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/sample-data/random.js';
import { copyDirectory } from '../../test/support/databases/copy-directory.js';
import { announced, type RunningGateway, spawnMain } from '../../test/support/processes/gateway-process.js';
import { Callers } from './callers.js';
import { chargeIds, inTemporaryDirectory, verified } from './ledger.js';

/** Enough concurrent callers that the gateway commits and answers at the same time. */
const CALLERS = 8;
/** A short delay, so that refunds change status while the gateway is killed. */
const SANDBOX_DELAY_MS = '20';
/** The number of refunds that are answered between two kills. */
const ANSWERED = { least: 10, most: 100 };
/** The longest time from the last of these answers to the kill. */
const MAX_DELAY_MS = 20;

/** The result of one kill. */
export interface Kill {
  readonly number: number;
  /** The number of refunds that were requested so far. */
  readonly asked: number;
  /** Among the refunds whose answer the kill cut off: those that existed already, and those that the retry created. */
  readonly madeBefore: number;
  readonly madeNow: number;
  readonly restartMs: number;
}

/**
 * Kills a gateway repeatedly while callers refund. After each kill the ledger is verified. Every answered refund must
 * still be there, its key must replay it, and no refund may be half-written.
 *
 * @param directory a data directory with the charges of `insertCharges`
 * @param random decides the number of requests between two kills
 * @returns the number of refunds that were created
 * @throws if an answered refund is lost, or if verify finds a violation
 */
export async function killUnderLoad(
  directory: string,
  kills: number,
  random: Random,
  onKill: (kill: Kill) => void = () => {},
): Promise<number> {
  const settings = { DATA_DIR: directory, SANDBOX_DELAY_MS };
  const callers = new Callers(chargeIds, 'crash', random);
  for (let number = 1; number <= kills; number++) {
    await withGateway(settings, (gateway) => callUntilKilled(gateway, callers, random));
    const asked = callers.wishes.length;
    // This verifies a copy, so that the gateway itself must recover from the crash.
    await inTemporaryDirectory((copy) => {
      copyDirectory(directory, copy);
      return verified(copy, async () => {});
    });
    const start = performance.now();
    await withGateway(settings, async (gateway) => {
      const restartMs = Math.round(performance.now() - start);
      const made = await callers.expectKept(gateway).catch((cause: unknown) => {
        throw new Error(`After kill ${number}:\n${gateway.stdout()}${gateway.stderr()}`, { cause });
      });
      onKill({ number, asked, ...made, restartMs });
    });
  }
  const refunds = await verified(directory, ({ prisma }) => prisma.refund.count());
  assert.equal(refunds, callers.wishes.length, 'Every requested refund is created exactly once');
  return refunds;
}

async function callUntilKilled(gateway: RunningGateway, callers: Callers, random: Random): Promise<void> {
  const calling = Array.from({ length: CALLERS }, () => callers.run(gateway));
  const enough = callers.answered + random.between(ANSWERED.least, ANSWERED.most);
  while (callers.answered < enough) {
    if (gateway.child.exitCode !== null)
      throw new Error(`The gateway exited by itself:\n${gateway.stderr()}`);
    await sleep(1);
  }
  await sleep(random.between(0, MAX_DELAY_MS));
  gateway.child.kill('SIGKILL');
  await Promise.all(calling);
}

/** Starts a gateway, runs the work, and kills the gateway afterwards. */
async function withGateway(
  settings: Readonly<Record<string, string>>,
  work: (gateway: RunningGateway) => Promise<void>,
): Promise<void> {
  const running = spawnMain(settings);
  try {
    await work(await announced(running));
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
  }
}
