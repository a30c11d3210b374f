import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, gateway } from '../contestants.js';
import { race } from '../measure/race.js';
import { root } from '../paths.js';
import { atEnd, runProgram } from '../programs.js';
import { CONNECTIONS, type Race } from '../report/results.js';
import { type Asks, planOf, racer, type Stage, start } from '../stage.js';
import { allWorkloads } from '../workloads.js';

/** Counts days, and allows all that a run refunds. */
const LIMIT = {
  caller: 'bench',
  currency: 'usd',
  maxAmount: 1e12,
  maxAmountPerDay: 1e15,
  maxCountPerDay: 2 ** 31 - 1,
};

/** The cost of an API key, its limits of a day and the audit, beside a gateway that knows no callers and audits nothing. */
export async function raceCallers(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<Race> {
  const open = await ledgers.add('open', 'gateway');
  await run(open, 'ALTER TABLE refund_event DISABLE TRIGGER refund_event_is_audited');
  const known = await ledgers.add('known', 'gateway');
  const servers = [
    await start(stage, { ...gateway, name: 'gateway-open' }, open, asks),
    await start(stage, await guarded(known), known, asks),
  ];
  const racers = servers.map((server, n) =>
    racer(n === 0 ? 'without callers' : 'with callers', server, asks, CONNECTIONS),
  );
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads)
    standings[workload] = await race(planOf(stage, stage.options.pace), workload, racers, 'c');
  for (const server of servers) await server.stop();
  return { name: 'callers', title: 'A key, limits of a day and the audit', standings };
}

/** A gateway with a key and a policy, which the key's requests meet. */
async function guarded(database: string): Promise<Contestant> {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-bench-'));
  atEnd(async () => rmSync(directory, { recursive: true, force: true }));
  const policy = path.join(directory, 'policy.json');
  writeFileSync(policy, JSON.stringify({ limits: [LIMIT] }));
  const made = await runProgram(
    process.execPath,
    [
      path.join(root, 'dist/src/commands/keys.js'),
      ...['create', '--name', LIMIT.caller, '--scopes', 'refunds:read,refunds:write', '--json'],
    ],
    { DATABASE_URL: database },
  );
  const { key } = JSON.parse(made) as { key: string };
  return {
    ...gateway,
    name: 'gateway-callers',
    label: 'Refund Gateway, with a key, limits of a day and the audit',
    // One caller sends more than the gateway lets through by default.
    env: { ...gateway.env, POLICY_FILE: policy, MAX_CALLER_REQUESTS: '1000000000' },
    key,
  };
}
