import { ask, type RunningGateway } from '../../test/support/processes/gateway-process.js';
import { UsageError } from '../program.js';
import type { Targets } from './attack.js';
import { attacksOn } from './attacks.js';
import { faultsOf } from './faults-of.js';
import { probed } from './health-probes.js';
import { rawAttacks } from './raw-attacks.js';
import { type Outcome, sendAttack, waysOf } from './send-attack.js';
import { sendRawAttack } from './send-raw-attack.js';

/** The promise: one request never blocks the process for longer. */
export const MAX_BLOCK_MS = 50;
/** A branch of a refused request may still be at work after the answer. */
const PROBED_AFTER_MS = 300;
const isEnough = (_: number, ms: number) => ms >= PROBED_AFTER_MS;

/** Sends every attack to a gateway, and returns what was wrong. */
export async function attackGateway(
  gateway: RunningGateway,
  production: boolean,
  tries: number,
): Promise<string[]> {
  const { url, port } = gateway;
  const targets = await targetsOf(gateway);
  console.info(`${production ? 'In production' : 'In development'}
answer ms  probe ms  status    bytes  refused by         way     request, and what it would do without the limit`);
  const faults: string[] = [];
  for (const attack of attacksOn(targets))
    for (const way of waysOf(attack)) {
      const outcome = await quickest(() => sendAttack(url, attack, way, isEnough), tries, attack.times);
      show(`${way.padEnd(8)}${attack.name}: ${attack.guards}`, outcome);
      const found = [...faultsOf(attack, outcome, production), ...slowness(outcome)];
      faults.push(...found.map((fault) => `${attack.name} (${way}): ${fault}`));
    }
  for (const attack of rawAttacks) {
    const { result, workMs, ...health } = await quickest(
      () => probed(url, isEnough, () => sendRawAttack(port, attack)),
      tries,
    );
    show(`${'bytes'.padEnd(8)}${attack.name}: ${attack.guards}`, {
      status: result,
      answerMs: workMs,
      ...health,
    });
    const found = [
      ...(result === attack.status ? [] : [`expected status ${attack.status}, not ${result}`]),
      ...(health.healthy ? [] : ['a probe of /health was refused']),
      ...slowness(health),
    ];
    faults.push(...found.map((fault) => `${attack.name}: ${fault}`));
  }
  return faults;
}

async function targetsOf(gateway: RunningGateway): Promise<Targets> {
  const { refunds } = await ask<{ refunds: { nodes: { id: string; charge: { id: string } }[] } }>(
    gateway,
    '{ refunds(first: 1) { nodes { id charge { id } } } }',
  );
  const [refund] = refunds.nodes;
  if (!refund) throw new UsageError('The ledger has no refunds');
  return { refundId: refund.id, chargeId: refund.charge.id };
}

/** Sends a request so many times, and again while it blocks for too long. */
async function quickest<T extends Probes>(send: () => Promise<T>, tries: number, times = 1): Promise<T> {
  let best = await send();
  for (let sent = 1; sent < times || (sent < tries && slowness(best).length > 0); sent++) {
    const again = await send();
    if (again.slowestProbeMs < best.slowestProbeMs) best = again;
  }
  return best;
}

type Probes = Pick<Outcome, 'slowestProbeMs'>;

const slowness = ({ slowestProbeMs }: Probes): readonly string[] =>
  slowestProbeMs <= MAX_BLOCK_MS ? [] : [`a probe of /health took ${slowestProbeMs.toFixed(0)} ms`];

type Shown = Pick<Outcome, 'answerMs' | 'slowestProbeMs'> & {
  readonly status: number | null;
  readonly bytes?: number;
  readonly refusedBy?: string | null;
};

function show(request: string, { answerMs, slowestProbeMs, status, bytes, refusedBy }: Shown): void {
  console.info(
    `${answerMs.toFixed(0).padStart(9)}${slowestProbeMs.toFixed(0).padStart(10)}${String(status).padStart(8)}` +
      `${String(bytes ?? '').padStart(9)}  ${(refusedBy ?? (bytes === undefined ? '' : 'answered')).padEnd(18)} ${request}`,
  );
}
