import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { verifyLedger } from '../../src/verify/verify-ledger.js';
import { copyOf, dataDirectories } from '../../test/support/databases/data-directory.js';
import { startGateway } from '../../test/support/processes/processes.js';
import { insertCharge } from '../../test/support/rows/ledger-rows.js';
import { Callers } from './callers.js';
import { crashes, isLongRun, MS_PER_CRASH } from './settings.js';

/** As many callers at once as make the gateway commit while it answers. */
const CALLERS = 8;
/** So that refunds move on while the gateway is killed. */
const SANDBOX_DELAY_MS = '20';
/** Refunds of each go through another life. */
const CHARGES = [
  { id: 'ch_of_card', paymentMethodType: 'card' },
  { id: 'ch_of_failing_card', paymentMethodType: 'card', cardLast4: '5126' },
  { id: 'ch_of_debit', paymentMethodType: 'sepa_debit' },
  { id: 'ch_of_konbini', paymentMethodType: 'konbini', billingEmail: 'jenny+returned@example.com' },
];
const directories = dataDirectories(async (database) => {
  for (const charge of CHARGES) await insertCharge(database, { ...charge, amount: 1_000_000_000n });
});

test(
  'kill -9 under load: every refund that was answered is kept, keys replay, and none is half-written',
  async () => {
    const settings = { DATA_DIR: directories.copy(), SANDBOX_DELAY_MS };
    const callers = new Callers(
      CHARGES.map(({ id }) => id),
      'crash',
    );
    if (isLongRun) console.info('crash  asked  unanswered: made, not made  restart');
    for (let crash = 1; crash <= crashes; crash++) {
      const killed = await startGateway(settings);
      const calling = Array.from({ length: CALLERS }, () => callers.run(killed));
      const enough = callers.answered + randomInt(10, 100);
      while (callers.answered < enough) await setTimeout(1);
      await setTimeout(randomInt(20));
      killed.child.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
      await Promise.all(calling);
      const asked = callers.wishes.length;

      // A copy, so that the gateway itself has to mend what the crash left.
      await expectNothingWrong(copyOf(settings.DATA_DIR));
      const start = performance.now();
      const gateway = await startGateway(settings);
      const restartMs = Math.round(performance.now() - start);
      const { madeBefore, madeNow } = await callers.expectKept(gateway).catch((error) => {
        throw new Error(`${gateway.child.exitCode}\n${gateway.stdout()}${gateway.stderr()}`, {
          cause: error,
        });
      });
      gateway.child.kill('SIGKILL');
      await gateway.ended;
      if (isLongRun)
        console.info(
          `${crash}`.padStart(5) +
            `${asked}`.padStart(7) +
            `${madeBefore}, ${madeNow}`.padStart(28) +
            `${restartMs} ms`.padStart(9),
        );
    }
    expect(await expectNothingWrong(settings.DATA_DIR)).toBe(callers.wishes.length);
  },
  crashes * MS_PER_CRASH,
);

/** @returns how many refunds the ledger holds */
async function expectNothingWrong(directory: string): Promise<number> {
  const database = await openDatabase({ directory });
  try {
    expect((await verifyLedger(database.pool)).filter(({ violations }) => violations > 0)).toEqual([]);
    return await database.prisma.refund.count();
  } finally {
    await database.close();
  }
}
