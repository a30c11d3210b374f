import { describe, expect, test } from 'vitest';
import { listeningGateway } from '../../test/support/gateways/listening-gateway.js';
import { insertCharge, insertRefund } from '../../test/support/rows/ledger-rows.js';
import { attacksOn } from './attacks.js';
import { faultsOf } from './faults-of.js';
import { probed } from './health-probes.js';
import { rawAttacks } from './raw-attacks.js';
import { sendAttack, waysOf } from './send-attack.js';
import { sendRawAttack } from './send-raw-attack.js';

// The short form of `npm run attack`, which also measures how long each request blocks the process.
const { gateway, url } = listeningGateway();
const production = listeningGateway({ production: true, holder: gateway });
const targets = { chargeId: 'ch_attacked', refundId: 're_attacked' };
gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database, { id: targets.chargeId, amount: 1_000_000n });
  await insertRefund(gateway.database, charge, { id: targets.refundId, amount: 1n });
});
const addresses = { development: url, production: production.url };
const modes = ['development', 'production'] as const;
const isEnough = (probes: number) => probes >= 3;

describe('a request that would do harm is refused by its limit, and probes are answered meanwhile', () => {
  test.each(
    attacksOn(targets).flatMap((attack) =>
      waysOf(attack).flatMap((way) => modes.map((mode) => [attack.name, way, mode, attack] as const)),
    ),
  )('%s (%s, %s)', async (_, way, mode, attack) => {
    for (let time = 0; time < (attack.times ?? 1); time++) {
      const outcome = await sendAttack(new URL(addresses[mode]()).origin, attack, way, isEnough);
      expect(faultsOf(attack, outcome, mode === 'production')).toEqual([]);
    }
  });
});

describe('bytes that no client would send are refused, and probes are answered meanwhile', () => {
  test.each(rawAttacks.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    const { origin, port } = new URL(url());
    const { result, healthy } = await probed(origin, isEnough, () => sendRawAttack(Number(port), attack));
    expect(result).toBe(attack.status);
    expect(healthy).toBe(true);
  });
});
