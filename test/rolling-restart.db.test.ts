import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { testDatabase } from './support/databases/test-database.js';
import { ask, type RunningGateway } from './support/processes/gateway-process.js';
import { settingsOf, startGateway } from './support/processes/processes.js';
import { insertCharge } from './support/rows/ledger-rows.js';

const CALLERS = 8;
const RESTARTS = 2;
/** After each refund of a caller, so that a process that starts has a share of the cores. */
const PAUSE_MS = 10;
const holder = testDatabase();

interface Created {
  readonly createRefund: { readonly refund: { readonly id: string } };
}
const REFUND = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) {
  ... on CreateRefundPayload { refund { id } } } }`;

test.runIf(inject('template').kind === 'postgresql')(
  'while two processes restart in turn under load, each key creates one refund, and no refund is lost',
  { tags: ['long'] },
  async () => {
    const { database } = holder;
    const settings = { ...(await settingsOf(database)), SANDBOX_DELAY_MS: '20' };
    const methods = ['card', 'sepa_debit', 'konbini'];
    const charges = await Promise.all(
      methods.map((paymentMethodType) =>
        insertCharge(database, {
          amount: 1_000_000n,
          paymentMethodType,
          billingEmail: 'jenny+details@example.com',
        }),
      ),
    );
    const gateways = await Promise.all([startGateway(settings), startGateway(settings)]);
    const answered = new Map<string, string>();
    let retries = 0;
    let restarting = true;

    /** Asks the processes in turn until one answers, like a client that only knows that it got no answer. */
    async function refund(charge: string, idempotencyKey: string): Promise<string> {
      for (let attempt = answered.size; ; attempt++) {
        const gateway = gateways[attempt % 2] as RunningGateway;
        const variables = { input: { charge, amount: 1, idempotencyKey } };
        const created = await ask<Created>(gateway, REFUND, variables).catch((error) => {
          // A connection that was cut or refused is retried. An error that a gateway answered is not.
          if (!(error instanceof TypeError)) throw error;
          return null;
        });
        if (created) return created.createRefund.refund.id;
        retries++;
      }
    }
    const calling = Array.from({ length: CALLERS }, async (_, caller) => {
      for (let asked = 0; restarting; asked++) {
        const key = `rolling-${caller}-${asked}`;
        answered.set(key, await refund(charges[asked % charges.length]?.id ?? '', key));
        await sleep(PAUSE_MS);
      }
    });

    const restarts = (async () => {
      for (let restart = 0; restart < RESTARTS; restart++) {
        const enough = answered.size + 20;
        await expect.poll(() => answered.size).toBeGreaterThan(enough);
        const old = gateways[restart % 2] as RunningGateway;
        old.child.kill('SIGTERM');
        expect(await old.ended).toBe(0);
        expect(old.stdout()).toContain('Stopped');
        // A caller must meet the closed port. Otherwise the restart would test nothing.
        const before = retries;
        await expect.poll(() => retries).toBeGreaterThan(before);
        gateways[restart % 2] = await startGateway(settings);
      }
    })().finally(() => {
      restarting = false;
    });
    await Promise.all([restarts, ...calling]);

    const refunds = await database.prisma.refund.findMany({ select: { id: true } });
    expect(refunds.map(({ id }) => id).sort()).toEqual([...answered.values()].sort());
    expect((await verifyLedger(database.pool)).filter(({ violations }) => violations > 0)).toEqual([]);
    // A key replays its refund, even through the process that did not create it.
    const [key, id] = [...answered][0] ?? ['', ''];
    expect(await refund(charges[0]?.id ?? '', key)).toBe(id);
  },
);
