import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { lockIsAwaited } from '../support/databases/lock-is-awaited.js';
import { testDatabase } from '../support/databases/test-database.js';
import { ask } from '../support/processes/gateway-process.js';
import { settingsOf, startGateway } from '../support/processes/processes.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const holder = testDatabase();

test.runIf(inject('template').kind === 'postgresql')(
  'a refund that waits for its charge is created and answered, even after the gateway was told to stop',
  { tags: ['long'] },
  async () => {
    const charge = await insertCharge(holder.database);
    const settings = await settingsOf(holder.database);
    const gateway = await startGateway(settings);
    const locker = new pg.Client({ connectionString: settings.DATABASE_URL });
    await locker.connect();
    onTestFinished(() => locker.end());
    await locker.query('BEGIN');
    await locker.query('SELECT 1 FROM charge WHERE id = $1 FOR UPDATE', [charge.id]);

    const refunded = ask(
      gateway,
      `mutation { createRefund(input: { charge: "${charge.id}", amount: 400 }) { __typename } }`,
    );
    await lockIsAwaited(locker);
    gateway.child.kill('SIGTERM');
    await gateway.seen(/finishing the requests in flight/);
    await locker.query('ROLLBACK');
    expect(await refunded).toEqual({ createRefund: { __typename: 'CreateRefundPayload' } });
    expect(await gateway.ended).toBe(0);
    expect(await holder.database.prisma.refund.count({ where: { chargeId: charge.id } })).toBe(1);
  },
);
