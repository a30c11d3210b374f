import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkLedger, countRefunds, runFile, settle } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, gateway, peers } from '../contestants.js';
import { cpuSeconds } from '../measure/process-table.js';
import type { RunningServer } from '../measure/server.js';
import { compiled, root } from '../paths.js';
import { runProgram } from '../programs.js';
import type { LoadPlan, LoadReport } from '../realistic/load-plan.js';
import { makeTasks, watchTasks } from '../realistic/tasks.js';
import type { RealisticRun } from '../report/realistic-table.js';
import { type Asks, type Stage, start } from '../stage.js';

const DESK_CHARGES = 4_000;
/** Tasks that are due at once when the measured seconds begin, as after a night without the gateway. */
const BACKLOG = 1_000;
/** A run is so many times as long as a round of the other parts: p99.9 needs many requests. */
const ROUNDS = 6;
/** Each document is compiled when it comes for the third time, and the rare ones come late. */
const WARM_UPS = 3.5;
/** Steps of the sandbox come due during the run. */
const STEP_MS = 500;

const working: Contestant = {
  ...gateway,
  name: 'gateway-realistic',
  env: { ...gateway.env, SANDBOX_DELAY_MS: `${STEP_MS}` },
};

/**
 * Reads and writes of a support desk at fixed rates, while the gateway carries refunds out. Every answer is checked, and
 * the ledger at the end. The peer gets the requests that it can answer, on its own ledger.
 */
export async function measureRealistic(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<void> {
  const { rates } = stage.options;
  const keepRun = async (server: RunningServer, perSecond: number, mix: RealisticRun['mix']) =>
    stage.keep({ realistic: [await measure(stage, ledgers, server, perSecond, mix)] });
  const ledger = await ledgers.add('realistic', 'gateway');
  await runFile(ledger, 'support-desk.sql', `SET bench.desk_charges = ${DESK_CHARGES};`);
  const waiting = await start(stage, { ...gateway, name: 'gateway-backlog' }, ledger, asks);
  await makeTasks(waiting.origin, BACKLOG * rates.length, DESK_CHARGES);
  await waiting.stop();
  await settle(ledger);

  const ours = await start(stage, working, ledger, asks);
  for (const perSecond of rates) await keepRun(ours, perSecond, 'gateway');
  await ours.stop();
  await verify(ledger);
  stage.progress('realistic: the ledger adds up, and verify finds nothing');
  for (const contestant of [gateway, ...peers.filter(({ name }) => name === 'mercurius-join')]) {
    const kind = contestant === gateway ? 'gateway' : 'peer';
    const copy = await ledgers.add(`shared_${contestant.name}`, kind);
    const server = await start(stage, contestant, copy, asks);
    for (const perSecond of rates) await keepRun(server, perSecond, 'shared');
    await server.stop();
    await checkLedger(copy);
  }
}

async function measure(
  stage: Stage,
  { sizes }: Ledgers,
  server: RunningServer,
  perSecond: number,
  vocabulary: LoadPlan['vocabulary'],
): Promise<RealisticRun> {
  const { pace } = stage.options;
  const [seconds, warmUpSeconds] = [ROUNDS * pace.seconds, WARM_UPS * pace.warmUpSeconds];
  const database = server.database ?? '';
  const plan: LoadPlan = {
    url: `${server.origin}/graphql`,
    ...{ perSecond, seconds, warmUpSeconds, sizes, vocabulary },
    deskCharges: DESK_CHARGES,
    run: `${perSecond}`,
    seed: perSecond,
  };
  const refundsBefore = await countRefunds(database);
  const generator = compiled('realistic/load-generator.js');
  const loading = runProgram(process.execPath, [generator, JSON.stringify(plan)]);
  await sleep(warmUpSeconds * 1000);
  const cpu = () => [cpuSeconds(server.pid), cpuSeconds(stage.databasePid)] as const;
  const [before, startedMs] = [cpu(), performance.now()];
  const watched = vocabulary === 'gateway' ? watchTasks(database, BACKLOG) : null;
  const report = JSON.parse(await loading) as LoadReport;
  const [after, tookSeconds] = [cpu(), (performance.now() - startedMs) / 1000];
  const tasks = (await watched?.stop()) ?? null;
  const made = (await countRefunds(database)) - refundsBefore;
  if (report.failures === 0 && made !== report.created)
    throw new Error(`The answers say ${report.created} refunds, and the ledger has ${made} more`);
  stage.progress(
    `realistic, ${server.contestant.label}, ${vocabulary}, ${perSecond} a second: p99 ${report.all.p99Ms.toFixed(1)} ms, ${report.failures} failures`,
  );
  return {
    server: server.contestant.label,
    mix: vocabulary,
    asked: perSecond,
    report,
    serverCores: (after[0] - before[0]) / tookSeconds,
    databaseCores: (after[1] - before[1]) / tookSeconds,
    tasks,
  };
}

/** @throws Error if the gateway's own check of the ledger, or the benchmark's, finds anything */
async function verify(ledger: string): Promise<void> {
  await checkLedger(ledger);
  await runProgram(process.execPath, [path.join(root, 'dist/src/commands/verify.js')], {
    DATABASE_URL: ledger,
  });
}
