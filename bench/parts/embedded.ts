import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { select } from '../cluster/database.js';
import { makeEmptyLedger, makeLedgers } from '../cluster/ledgers.js';
import { EMBEDDED } from '../cluster/sizes.js';
import { type Contestant, gateway } from '../contestants.js';
import { race } from '../measure/race.js';
import { inBench, root } from '../paths.js';
import { atEnd, runProgram } from '../programs.js';
import { CONNECTIONS, type Import, type Race } from '../report/results.js';
import { allAsks, planOf, racer, type Stage, start } from '../stage.js';
import { allWorkloads } from '../workloads.js';

/** Compares the embedded database with PostgreSQL on the same rows. The import command fills both. */
export async function raceEmbedded(stage: Stage): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-bench-'));
  atEnd(async () => rmSync(directory, { recursive: true, force: true }));
  const { template } = await makeLedgers(stage.cluster, EMBEDDED, 'small');
  const lines = await select<{ line: string }>(
    template,
    await readFile(inBench('cluster/export.sql'), 'utf8'),
  );
  const file = path.join(directory, 'objects.jsonl');
  writeFileSync(file, lines.map(({ line }) => line).join('\n'));

  const server = await makeEmptyLedger(stage.cluster, 'imported');
  const data = path.join(directory, 'data');
  const places = [
    { into: 'PostgreSQL', env: { DATABASE_URL: server } },
    { into: 'the embedded database', env: { DATA_DIR: data, SAMPLE_DATA: 'off' } },
  ];
  const imports: Import[] = [];
  for (const { into, env } of places) {
    const seconds = await timed(() =>
      runProgram(process.execPath, [path.join(root, 'dist/src/commands/import.js'), file], env),
    );
    imports.push({ into, objects: lines.length, seconds });
    stage.progress(`${lines.length} objects imported into ${into} in ${seconds.toFixed(1)} s`);
  }

  const asks = await allAsks(EMBEDDED, template);
  const embedded: Contestant = {
    ...gateway,
    name: 'embedded',
    label: 'Refund Gateway, embedded database',
    env: { ...gateway.env, DATA_DIR: data, SAMPLE_DATA: 'off' },
  };
  const servers = [await start(stage, gateway, server, asks), await start(stage, embedded, null, asks)];
  const racers = servers.map((each, n) => racer(n === 0 ? 'gateway' : 'embedded', each, asks, CONNECTIONS));
  const standings: Race['standings'] = {};
  for (const workload of allWorkloads)
    standings[workload] = await race(planOf(stage, stage.options.besidesPace), workload, racers);
  for (const each of servers) await each.stop();
  const title = `The embedded database beside PostgreSQL, ${EMBEDDED.refunds.toLocaleString('en')} refunds`;
  stage.keep({ races: [{ name: 'embedded', title, standings }], imports });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
