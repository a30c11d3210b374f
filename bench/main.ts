import { mkdirSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { startPostgresqlCluster } from '../test/support/postgresql-cluster.js';
import { asksOf } from './asks.js';
import { makeLedgers, query, settings } from './cluster/ledgers.js';
import { NORMAL } from './cluster/sizes.js';
import { gateway, peers } from './contestants.js';
import { parentOf } from './measure/process-table.js';
import { type Racer, race } from './measure/race.js';
import { compareAnswers } from './measure/same-answers.js';
import { compareWrites } from './measure/same-writes.js';
import { type RunningServer, startServer } from './measure/server.js';
import { prepareCounting } from './measure/statements.js';
import { runWrk } from './measure/wrk.js';
import { inBench } from './paths.js';
import { type Ask, allWorkloads, isWrite, type Workload } from './workloads.js';

const progress = (text: string) => console.log(`${(performance.now() / 1000).toFixed(0)} s ${text}`);
const cluster = await startPostgresqlCluster(settings);
const servers: RunningServer[] = [];
try {
  progress('making the data set');
  await prepareCounting(cluster);
  const ledgers = await makeLedgers(cluster, NORMAL, 'ledger');
  const client = new pg.Client({ connectionString: cluster.url('ledger_gateway') });
  await client.connect();
  const asks = new Map<Workload, Ask[]>();
  for (const workload of allWorkloads) asks.set(workload, await asksOf(workload, NORMAL, client));
  await client.end();
  const [pid] = await query(cluster, 'postgres', 'SELECT pg_backend_pid() AS pid, pg_sleep(0)');
  progress('starting');
  mkdirSync(inBench('dist/asks'), { recursive: true });
  const racers: Racer[] = [];
  for (const contestant of [gateway, ...peers]) {
    const url = await ledgers.add(contestant.name, contestant.kind);
    const first = asks.get('R1')?.[0] as Ask;
    const server = await startServer(contestant, url, first);
    servers.push(server);
    progress(`${contestant.name} ${server.startMs} ${server.restingMb}`);
    for (const [workload, list] of asks)
      writeFileSync(
        inBench('dist/asks', `${contestant.name}-${workload}`),
        list.map((ask) => server.dialect.body(ask)).join('\n'),
      );
    racers.push({
      name: contestant.name,
      database: new URL(url).pathname.slice(1),
      pid: server.pid,
      load: (workload, seconds, seed, run) =>
        runWrk({
          url: server.origin + server.dialect.path(workload),
          file: inBench('dist/asks', `${contestant.name}-${workload}`),
          seconds,
          connections: 32,
          seed,
          run,
        }),
    });
  }
  const [ours, ...others] = servers;
  for (const [workload, list] of asks)
    if (isWrite(workload)) await compareWrites(servers, list);
    else if (ours) await compareAnswers(ours, others, list);
  const client2 = new pg.Client({ connectionString: cluster.url('postgres') });
  await client2.connect();
  const backend = (await client2.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
  const databasePid = parentOf(backend);
  await client2.end();
  void pid;
  for (const workload of (process.argv[2] ?? 'R1,W1').split(',') as Workload[]) {
    const standings = await race(
      { cluster, databasePid, rounds: 2, seconds: 2, warmUpSeconds: 2, progress },
      workload,
      racers,
    );
    for (const [name, { rounds, ...of }] of standings) console.log(workload, name, of);
  }
} finally {
  for (const server of servers) await server.stop();
  await cluster.remove();
}
