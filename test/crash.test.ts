import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/database/open-database.js';
import { dataDirectories } from './support/data-directory.js';
import { insertCharge } from './support/ledger-rows.js';
import { ask, startGateway } from './support/processes.js';

const CHARGE = 'ch_of_crashes';
const CRASHES = 2;
/** As many callers at once as make the gateway commit while it answers. */
const CALLERS = 8;
/** Three starts of a process, on machines whose cores are all busy. */
const TIMEOUT_MS = 120_000;
const directories = dataDirectories((database) => insertCharge(database, { id: CHARGE, amount: 1_000_000n }));

interface Created {
  readonly createRefund: { readonly refund: { readonly id: string } };
}
const REFUND = `mutation { createRefund(input: { charge: "${CHARGE}", amount: 1 }) {
  ... on CreateRefundPayload { refund { id } } } }`;

test(
  'kill -9 under load: every refund that was answered is kept, and none is half-written',
  async () => {
    const directory = directories.copy();
    const answered: string[] = [];
    for (let crash = 1; crash <= CRASHES; crash++) {
      const gateway = await startGateway({ DATA_DIR: directory });
      const enough = answered.length + randomInt(10, 60);
      await Promise.all(
        Array.from({ length: CALLERS }, async () => {
          while (gateway.child.exitCode === null && !gateway.child.killed) {
            const created = await ask<Created>(gateway, REFUND).catch(() => null);
            if (created) answered.push(created.createRefund.refund.id);
            if (answered.length >= enough) gateway.child.kill('SIGKILL');
          }
        }),
      );
      expect(await gateway.ended).toBe('SIGKILL');
    }

    const database = await openDatabase({ directory });
    try {
      const kept = await database.prisma.refund.findMany({ where: { chargeId: CHARGE } });
      expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(answered));
      expect(answered.length).toBeGreaterThan(CRASHES * 10);
      const charge = await database.prisma.charge.findUniqueOrThrow({ where: { id: CHARGE } });
      expect(charge.amountRefunded).toBe(BigInt(kept.length));
      // The sandbox may have written events of its own between two crashes.
      const created = { type: 'refund_created' } as const;
      expect(await database.prisma.refundEvent.count({ where: created })).toBe(kept.length);
      expect(await database.prisma.balanceTransaction.count()).toBe(kept.length);
    } finally {
      await database.close();
    }
  },
  TIMEOUT_MS,
);
