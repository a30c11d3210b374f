import { setTimeout as sleep } from 'node:timers/promises';
import { buildBefore, type Checkout } from '../before.js';
import { checkLedger, settle } from '../cluster/database.js';
import { type Ledgers, makeLedgers } from '../cluster/ledgers.js';
import { GROWTH, sizesOf } from '../cluster/sizes.js';
import { flushesTimed, REPORTS_MS } from '../lone/database-clock.js';
import { type Entrant, enter } from '../lone/entrants.js';
import { measureInherent } from '../lone/inherent.js';
import type { LoneRun, LoneServer, WarmTimes } from '../lone/measured.js';
import { COLD, refundAlone } from '../lone/refund-alone.js';
import { timeStatements } from '../lone/statements.js';
import { type Lone, measureWarm, mediansOf } from '../lone/warm-times.js';
import { warmUp } from '../lone/warm-up.js';
import { median } from '../measure/median.js';
import { seeded, shuffled } from '../measure/random.js';
import { setForNewConnections } from '../measure/server-log.js';
import { type Asks, allAsks, racer, type Stage, start } from '../stage.js';

/** Takes one lone refund apart, on the smallest ledger of the growth run and on the normal one. */
export async function measureLoneRefund(stage: Stage, normal: Ledgers, normalAsks: Asks): Promise<void> {
  const { options, cluster } = stage;
  const before = options.before ? await buildBefore(options.before) : null;
  const small = await makeLedgers(cluster, sizesOf(Math.min(...GROWTH)), 'lone_small');
  const smallAsks = await allAsks(small.sizes, small.template);
  stage.keep({ lone: [await measureLedger(stage, small, smallAsks, before, 'lone_small')] });
  stage.keep({ lone: [await measureLedger(stage, normal, normalAsks, before, 'lone_normal')] });
}

async function measureLedger(
  stage: Stage,
  ledgers: Ledgers,
  asks: Asks,
  before: Checkout | null,
  name: string,
): Promise<LoneRun> {
  const entrants = await enter(stage, ledgers, before, name);
  const started: Started[] = [];
  for (const entrant of entrants) started.push(await startCold(stage, entrant, asks));
  const warm = await measureRounds(stage, started);
  for (const { server } of started) await server.stop();
  const inherent = await measureInherent(stage.cluster);
  const servers: LoneServer[] = [];
  for (const [n, { entrant, cold }] of started.entries()) {
    const { contestant, ledger } = entrant;
    const isPeer = contestant.role === 'graphql';
    servers.push({
      name: contestant.name,
      label: contestant.label,
      warm: mediansOf(warm[n] ?? []),
      cold,
      statements: isPeer ? null : await timeStatements(stage, entrant, asks),
    });
    await checkLedger(ledger);
  }
  return { ledger: `${ledgers.sizes.charges.toLocaleString('en')} charges`, inherent, servers };
}

interface Started extends Lone {
  readonly entrant: Entrant;
  readonly cold: LoneServer['cold'];
}

/** Starts a server, times its first refunds, and warms it up. */
async function startCold(stage: Stage, entrant: Entrant, asks: Asks): Promise<Started> {
  const { contestant, ledger } = entrant;
  await setForNewConnections(ledger, flushesTimed);
  await settle(ledger);
  const server = await start(stage, contestant, ledger, asks);
  const first = await refundAlone(server, asks.W1, COLD);
  await warmUp(stage, server, asks, 'n');
  return {
    ...{ entrant, server, ledger },
    racer: racer(contestant.name, server, asks, 1),
    cold: { firstUs: first[0] ?? Number.NaN, p50Us: median(first) },
  };
}

/** The rounds of each server, which take turns in a random order. */
async function measureRounds(stage: Stage, lone: readonly Lone[]): Promise<WarmTimes[][]> {
  const { onePace, seed } = stage.options;
  const random = seeded(`${seed} lone`);
  const rounds: WarmTimes[][] = lone.map(() => []);
  await sleep(REPORTS_MS);
  for (let round = 0; round < onePace.rounds; round++)
    for (const [n, each] of shuffled([...lone.entries()], random)) {
      const times = await measureWarm(stage, each, round);
      rounds[n]?.push(times);
      stage.progress(
        `lone refund ${round + 1}/${onePace.rounds} ${each.racer.name}: ${Math.round(times.p50Us)} µs`,
      );
    }
  return rounds;
}
