import { describe, expect, test } from 'vitest';
import { listeningGateway } from '../../test/support/gateways/listening-gateway.js';
import { insertCharge, insertRefund } from '../../test/support/rows/ledger-rows.js';
import { attacksOn } from './attacks.js';
import { sendAttack } from './send-attack.js';

// The short form of `npm run harm`, which also measures how long each request blocks the process.
const { gateway, url } = listeningGateway();
const targets = { chargeId: 'ch_attacked', refundId: 're_attacked' };
gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database, { id: targets.chargeId, amount: 1_000_000n });
  await insertRefund(gateway.database, charge, { id: targets.refundId, amount: 1n });
});

describe('a request that would do harm is refused by its limit, and probes are answered meanwhile', () => {
  test.each(attacksOn(targets).map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    for (let time = 0; time < (attack.times ?? 1); time++) {
      const { status, refusedBy, healthy, bytes } = await sendAttack(new URL(url()).origin, attack);
      expect(refusedBy).toBe(attack.refusedBy);
      expect(status).toBeLessThan(500);
      expect(healthy).toBe(true);
      expect(bytes).toBeLessThan(1_000_000);
    }
  });
});
