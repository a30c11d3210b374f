import { writeFileSync } from 'node:fs';
import { select } from '../cluster/database.js';
import { makeLedgers } from '../cluster/ledgers.js';
import { GROWTH, idOf, type Sizes, sizesOf } from '../cluster/sizes.js';
import { floor, gateway } from '../contestants.js';
import type { RunningServer } from '../measure/server.js';
import { inBench } from '../paths.js';
import { writePlansPage } from '../report/plans-page.js';
import { besideOf, CONNECTIONS, type Race } from '../report/results.js';
import { type Asks, allAsks, racer, type Stage, start } from '../stage.js';
import { type Ask, allWorkloads } from '../workloads.js';
import { type ExplainedWorkloads, explainWorkloads } from './growth-plans.js';
import { raceAll } from './itself.js';

/** The gateway on a ledger of one size, or the floor on a copy of it. */
interface Grown {
  readonly name: string;
  readonly sizes: Sizes;
  readonly server: RunningServer;
  readonly asks: Asks;
}

/** Making a ledger takes minutes from here on. */
const SLOW_CHARGES = 1_000_000;

/**
 * Measures the gateway on ledgers of several sizes in the same interleaved rounds, and a page deep in the largest list
 * beside the first page. The bare server takes part on the smallest and the largest ledger, and shows how much of a
 * slowdown is the database's. Before that, the plans of all statements on each ledger are written.
 */
export async function measureGrowth(stage: Stage): Promise<void> {
  const { growthCharges, name } = stage.options;
  const plans = new Map<string, ExplainedWorkloads>();
  const grown: Grown[] = [];
  const beside: Grown[] = [];
  const counts = GROWTH.filter((size) => size <= growthCharges);
  for (const charges of counts) {
    const sizes = sizesOf(charges);
    const title = `${sizes.charges.toLocaleString('en')} charges`;
    stage.progress(`making a ledger of ${title} and ${sizes.refunds.toLocaleString('en')} refunds`);
    const progress = sizes.charges >= SLOW_CHARGES ? stage.progress : () => {};
    const ledgers = await makeLedgers(stage.cluster, sizes, `growth_${charges}`, { progress });
    const { template } = ledgers;
    const asks = await allAsks(sizes, template);
    plans.set(title, await explainWorkloads(stage, template, asks));
    writeFileSync(inBench('results', `${name}-plans.md`), writePlansPage(plans));
    // The copy is made before a server is connected to the ledger.
    if (charges === counts[0] || charges === counts.at(-1)) {
      const copy = await ledgers.add(floor.name, 'peer');
      beside.push({ name: besideOf(title), sizes, server: await start(stage, floor, copy, asks), asks });
    }
    grown.push({ name: title, sizes, server: await start(stage, gateway, template, asks), asks });
  }
  const racers = (connections: number) =>
    [...grown, ...beside].map(({ name: title, server, asks }) => racer(title, server, asks, connections));
  // Many connections come last, and their writes last of all: they make the smallest ledger many times as large.
  stage.keep({
    races: [
      {
        name: 'growth-one',
        title: 'Ledgers of several sizes, one connection',
        standings: await raceAll(stage, ['R1', 'W1'], racers(1), 'h'),
      },
      {
        name: 'growth',
        title: `Ledgers of several sizes, ${CONNECTIONS} connections`,
        standings: await raceAll(stage, allWorkloads, racers(CONNECTIONS), 'g'),
      },
    ],
  });
  const largest = grown.at(-1);
  if (largest) stage.keep({ races: [await raceDepth(stage, largest)] });
  for (const { server } of [...grown, ...beside]) await server.stop();
}

/** The number of rows before a deep page, if there are so many. */
const DEEP = 1_000_000;
/** The rows of a page of R2. */
const PAGE = 50;

/** Compares a page deep in the list with the first page, and with the second one, which is read by a cursor too. */
async function raceDepth(stage: Stage, { sizes, server, asks }: Grown): Promise<Race> {
  const depth = Math.min(DEEP, Math.floor(sizes.refunds / 2));
  const ledger = server.database ?? '';
  const after = async (rows: number): Promise<Ask> => {
    const id = idOf('re', sizes.refunds - rows);
    const [row] = await select<{ created: Date }>(ledger, 'SELECT created FROM refund WHERE id = $1', [id]);
    if (!row) throw new Error(`${id} is not in the ledger`);
    return { workload: 'R2', after: { id, created: row.created.toISOString() } };
  };
  const page = (name: string, ask: Ask) => racer(name, server, { ...asks, R2: [ask] }, CONNECTIONS);
  const racers = [
    page('first page', { workload: 'R2', after: null }),
    page('deep page', await after(depth)),
    page('second page', await after(PAGE)),
  ];
  return {
    name: 'depth',
    title: `A page ${depth.toLocaleString('en')} rows deep`,
    standings: await raceAll(stage, ['R2'], racers, 'd'),
  };
}
