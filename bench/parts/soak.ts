import { settle } from '../cluster/database.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, gateway } from '../contestants.js';
import { median } from '../measure/median.js';
import { memoryMb } from '../measure/process-table.js';
import type { Lag } from '../measure/report-lag.js';
import { compiled } from '../paths.js';
import { CONNECTIONS, type Soak, type SoakSample } from '../report/results.js';
import { type Asks, racer, type Stage, start } from '../stage.js';
import type { Ask } from '../workloads.js';

/** Each slice gives one sample of memory and lag. */
const SLICE_SECONDS = 10;
/** About as often as autovacuum runs on a busy ledger. */
const SLICES_BETWEEN_VACUUMS = 6;
/** The beginning that the answers of all workloads share. */
const ANY_DATA = '{"data":{"';

const watched: Contestant = {
  ...gateway,
  name: 'gateway-soak',
  program: ['--import', compiled('measure/report-lag.js'), ...gateway.program],
};

/** Sends a number of reads and writes to a gateway, and watches its memory and event loop. */
export async function soak(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<Soak> {
  const server = await start(stage, watched, await ledgers.add('soak', 'gateway'), asks);
  let lags: Lag[] = [];
  server.process.on('message', (lag) => lags.push(lag as Lag));
  // The load generator picks lines at random, so one file can mix workloads; all have the same path.
  const busy = racer('soak', server, { R1: mixed(asks) }, CONNECTIONS, { R1: ANY_DATA });
  const samples: SoakSample[] = [];
  let requests = 0;
  for (let slice = 0; requests < stage.options.soakRequests; slice++) {
    lags = [];
    const load = await busy.load('R1', {
      seconds: SLICE_SECONDS,
      seed: slice,
      run: `s${slice}`,
      searchAll: false,
    });
    requests += load.requests;
    samples.push({
      requests,
      perSecond: load.perSecond,
      memoryMb: memoryMb(server.pid),
      lagP50Ms: median(lags.map(({ lagP50Ms }) => lagP50Ms)),
      lagP99Ms: median(lags.map(({ lagP99Ms }) => lagP99Ms)),
    });
    stage.progress(
      `soak: ${requests} of ${stage.options.soakRequests} requests, ${describe(samples.at(-1))}`,
    );
    if (slice % SLICES_BETWEEN_VACUUMS === SLICES_BETWEEN_VACUUMS - 1 && server.database)
      await settle(server.database);
  }
  await server.stop();
  return { requests, samples };
}

const describe = (sample: SoakSample | undefined): string =>
  sample ? `${Math.round(sample.memoryMb)} MB, lag p99 ${sample.lagP99Ms.toFixed(1)} ms` : '';

/** Of ten requests, seven read one refund, one reads a page, and two create a refund. */
function mixed(asks: Asks): Ask[] {
  const repeated = (list: readonly Ask[], count: number) =>
    Array.from({ length: count }, (_, n) => list[n % list.length] as Ask);
  return [...repeated(asks.R1, 14_000), ...repeated(asks.R2, 2_000), ...repeated(asks.W1, 4_000)];
}
