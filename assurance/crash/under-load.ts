import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/sample-data/random.js';
import { copyDirectory } from '../../test/support/databases/copy-directory.js';
import { announced, type RunningGateway, spawnMain } from '../../test/support/processes/gateway-process.js';
import { Callers } from './callers.js';
import { chargeIds, inTemporaryDirectory, verified } from './ledger.js';

/** As many callers at once as make the gateway commit while it answers. */
const CALLERS = 8;
/** So that refunds move on while the gateway is killed. */
const SANDBOX_DELAY_MS = '20';
/** Between two kills so many refunds are answered. */
const ANSWERED = { least: 10, most: 100 };
/** The kill comes so long after the last of these answers, at most. */
const MAX_DELAY_MS = 20;

/** What came of one kill. */
export interface Kill {
  readonly number: number;
  /** All refunds that were asked for until now. */
  readonly asked: number;
  /** Of those whose answer the kill cut: the refund had been made, or it was made when it was asked for again. */
  readonly madeBefore: number;
  readonly madeNow: number;
  readonly restartMs: number;
}

/**
 * Kills a gateway again and again while callers refund. After each kill the ledger is verified, every refund that was
 * answered is still there, its key gives it again, and none is half-written.
 *
 * @param directory a data directory with the charges of `insertCharges`
 * @param random how much is asked between two kills
 * @returns how many refunds were made
 * @throws where something that was answered is lost, or verify finds a violation
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
    // A copy, so that the gateway itself has to mend what the crash left.
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
  assert.equal(refunds, callers.wishes.length, 'Every refund that was asked for is made once');
  return refunds;
}

async function callUntilKilled(gateway: RunningGateway, callers: Callers, random: Random): Promise<void> {
  const calling = Array.from({ length: CALLERS }, () => callers.run(gateway));
  const enough = callers.answered + random.between(ANSWERED.least, ANSWERED.most);
  while (callers.answered < enough) {
    if (gateway.child.exitCode !== null) throw new Error(`The gateway ended by itself:\n${gateway.stderr()}`);
    await sleep(1);
  }
  await sleep(random.between(0, MAX_DELAY_MS));
  gateway.child.kill('SIGKILL');
  await Promise.all(calling);
}

/** Starts a gateway and works with it. It is killed afterwards. */
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
