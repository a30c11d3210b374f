import { announced, ask } from '../../test/support/processes/gateway-process.js';
import { built, spawnProcess } from '../../test/support/processes/spawn-process.js';
import { inTemporaryDirectory } from '../crash/ledger.js';
import { Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { type Attack, attacksOn } from './attacks.js';
import { type Outcome, sendAttack } from './send-attack.js';

/** The promise: one request never blocks the process for longer. */
const MAX_BLOCK_MS = 50;
/** The quickest of several tries counts, because other programs use the machine too. */
const DEFAULT_TRIES = 3;

const USAGE = `npm run harm -- [--database URL] [--tries N]
Sends requests that would hang, kill or bloat a gateway without limits, and asks for its health meanwhile. Each must be
refused by its limit, and none may block the process for more than ${MAX_BLOCK_MS} ms. Nothing is written.
  --database the PostgreSQL ledger to read (default: the sample shop, embedded)
  --tries    how often to send each request (default ${DEFAULT_TRIES}); the quickest try counts`;

await runProgram(USAGE, ['database', 'tries'], async ({ database, tries }) => {
  const times = wholeNumber('tries', tries, DEFAULT_TRIES);
  if (times < 1) throw new UsageError('--tries must be at least 1');
  await inTemporaryDirectory(async (directory) => {
    const ledger = database === undefined ? { DATA_DIR: directory } : { DATABASE_URL: database };
    // With the optimizing compiler, as `npm start` runs it.
    const running = spawnProcess([process.execPath, built('src/main.js')], { PORT: '0', ...ledger });
    try {
      await attackGateway((await announced(running)).url, times);
    } finally {
      running.child.kill();
      await running.ended;
    }
  });
});

async function attackGateway(url: string, tries: number): Promise<void> {
  const { refunds } = await ask<{ refunds: { nodes: { id: string; charge: { id: string } }[] } }>(
    { url },
    '{ refunds(first: 1) { nodes { id charge { id } } } }',
  );
  const [refund] = refunds.nodes;
  if (!refund) throw new UsageError('The ledger has no refunds');
  console.info('answer ms  probe ms  status    bytes  refused by         request');
  const faults: string[] = [];
  for (const attack of attacksOn({ refundId: refund.id, chargeId: refund.charge.id })) {
    const outcome = await quickest(url, attack, tries);
    show(attack, outcome);
    faults.push(...faultsOf(attack, outcome).map((fault) => `${attack.name}: ${fault}`));
  }
  if (faults.length > 0) throw new Finding(faults.join('\n'));
  console.info(
    `No request did harm: each was refused by its limit, and none blocked for ${MAX_BLOCK_MS} ms.`,
  );
}

async function quickest(url: string, attack: Attack, tries: number): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (let each = 0; each < Math.max(tries, attack.times ?? 1); each++)
    outcomes.push(await sendAttack(url, attack));
  return outcomes.reduce((best, each) => (each.slowestProbeMs < best.slowestProbeMs ? each : best));
}

function show({ name }: Attack, outcome: Outcome): void {
  console.info(
    `${outcome.answerMs.toFixed(0).padStart(9)}${outcome.slowestProbeMs.toFixed(0).padStart(10)}` +
      `${outcome.status}`.padStart(8) +
      `${outcome.bytes}`.padStart(9) +
      `  ${(outcome.refusedBy ?? 'answered').padEnd(18)} ${name}`,
  );
}

function faultsOf({ refusedBy }: Attack, outcome: Outcome): string[] {
  return [
    ...(outcome.refusedBy === refusedBy
      ? []
      : [`expected ${refusedBy ?? 'an answer'}, not ${outcome.refusedBy}`]),
    ...(outcome.status < 500 ? [] : [`status ${outcome.status}`]),
    ...(outcome.healthy ? [] : ['a probe of /health was refused']),
    ...(outcome.slowestProbeMs <= MAX_BLOCK_MS
      ? []
      : [`a probe of /health took ${outcome.slowestProbeMs.toFixed(0)} ms`]),
  ];
}
