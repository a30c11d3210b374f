import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../src/sample-data/random.js';
import { RunCallers } from './arena/callers.js';
import { ChargeSupply } from './arena/charge-supply.js';
import { GatewaySlot } from './arena/gateway-slot.js';
import { openLedgerServer } from './arena/ledger-server.js';
import { audit, auditLimits, touchedCallers, touchedCharges } from './checks/audit.js';
import { checkEnd, checkFollowed } from './checks/finale.js';
import { Caller } from './clients/caller.js';
import { FIRST_EVENT } from './clients/documents.js';
import { follow } from './clients/follow.js';
import { refund } from './clients/refund.js';
import type { FaultKind } from './nemesis/fault-kind.js';
import { rage } from './nemesis/nemesis.js';
import { loadingArguments, sabotageOf } from './sabotage.js';
import { work } from './workload.js';
import { World } from './world.js';

export interface RunOptions {
  readonly seed: number;
  /** The run ends after this many operations, milliseconds or faults, whichever comes first. */
  readonly operations: number;
  readonly durationMs: number;
  readonly faults: number;
  /** How many times as long as on an idle machine with two cores everything may take. */
  readonly slowness: number;
  readonly clients: number;
  readonly kinds: readonly FaultKind[];
  /** Whether clients cut their own sockets. */
  readonly cutsSockets: boolean;
  /** The server to use. Null creates a cluster for the run. */
  readonly url: string | null;
  /** The pause between two faults. */
  readonly calmMs: { readonly least: number; readonly most: number };
  /** Whether to wait at the end until all due tasks are done. */
  readonly settled: boolean;
  /** The name of a protection to remove. */
  readonly sabotage: string | null;
  /** Ends the run early, with all final checks. */
  readonly stop?: AbortSignal;
  readonly onProgress?: (world: World) => void;
}

const FOLLOWERS = 3;
const AUDIT_INTERVAL_MS = 1_500;
const PROGRESS_INTERVAL_MS = 1_000;

/** Does one whole run, from an empty ledger to the last check. The world has the violations; close its history. */
export async function torture(options: RunOptions): Promise<World> {
  const { seed } = options;
  const sabotage = options.sabotage === null ? {} : sabotageOf(options.sabotage);
  const server = await openLedgerServer(options.url);
  const gateways: GatewaySlot[] = [];
  let callers: RunCallers | undefined;
  try {
    if (sabotage.sql) await server.own.query(sabotage.sql);
    const known = await RunCallers.create(server.own);
    callers = known;
    const opened = [1, 2].map((number) =>
      GatewaySlot.open(number, server, known, loadingArguments(sabotage)),
    );
    for (const slot of opened) gateways.push(await slot);
    const charges = new ChargeSupply(server.own, seed);
    const world = new World(seed, server, gateways, charges, known, options.cutsSockets, options.slowness);
    options.stop?.addEventListener('abort', () => world.stopping.abort());
    for (const slot of gateways)
      slot.onCrash = (how) =>
        world.check('alive', [
          { promise: 'I13', what: `Gateway ${slot.number} exited by itself: ${how}`, subjects: [] },
        ]);
    await runIn(world, options);
    return world;
  } finally {
    await Promise.all(gateways.map((slot) => slot.close()));
    await server.close();
    callers?.close();
  }
}

async function runIn(
  world: World,
  { operations, durationMs, faults, clients, kinds, calmMs, settled, onProgress }: RunOptions,
) {
  const opener = new Caller(world, 'opener', createRandom(world.seed));
  const charge = world.book.open(await world.charges.take('plain'), false);
  const { outcome } = await refund(opener, charge, { amount: 1, flags: {}, keyed: true });
  if (outcome.kind !== 'made')
    throw new Error(`The first refund was not created: ${JSON.stringify(outcome)}`);
  world.firstEvent = await firstEventOf(opener, outcome.refund);

  let followed = false;
  const followers = Array.from({ length: FOLLOWERS }, (_, index) =>
    follow(new Caller(world, `follower-${index}`, createRandom(world.seed ^ (index + 77))), () => followed),
  );
  const deadline = performance.now() + durationMs;
  const watch = setInterval(() => {
    const isEnough = world.history.size >= operations || world.faults.all.length >= faults;
    if (isEnough || performance.now() >= deadline) world.stopping.abort();
    onProgress?.(world);
  }, PROGRESS_INTERVAL_MS);
  try {
    await Promise.all([work(world, clients), rage(world, kinds, calmMs), auditAgain(world)]);
    await checkEnd(world, { settled });
    await checkFollowed(world);
  } finally {
    clearInterval(watch);
    followed = true;
    await Promise.all(followers);
  }
}

async function firstEventOf(caller: Caller, id: string): Promise<string> {
  const answer = await caller.ask({
    name: 'first event',
    document: FIRST_EVENT,
    variables: { id },
    subjects: [id],
  });
  if (answer.kind !== 'data') return firstEventOf(caller, id);
  return (answer.data as { refund: { events: { nodes: [{ id: string }] } } }).refund.events.nodes[0].id;
}

async function auditAgain(world: World): Promise<void> {
  while (!world.stopped) {
    await sleep(AUDIT_INTERVAL_MS);
    await audit(world, touchedCharges(world));
    await auditLimits(world, touchedCallers(world));
  }
}
