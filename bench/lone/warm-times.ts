import { setTimeout as sleep } from 'node:timers/promises';
import { settle } from '../cluster/database.js';
import { median } from '../measure/median.js';
import { cpuSeconds } from '../measure/process-table.js';
import type { Racer } from '../measure/race.js';
import type { RunningServer } from '../measure/server.js';
import type { Stage } from '../stage.js';
import { REPORTS_MS, readClock } from './database-clock.js';
import type { WarmTimes } from './measured.js';

/** A warm server with its ledger, and the load of one connection. */
export interface Lone {
  readonly server: RunningServer;
  readonly racer: Racer;
  readonly ledger: string;
}

/**
 * Puts one connection's load on a server for one round. Nothing is logged meanwhile. All sessions of the database must
 * have reported before, and have when it returns.
 */
export async function measureWarm(stage: Stage, lone: Lone, round: number): Promise<WarmTimes> {
  const { server, racer, ledger } = lone;
  const { cluster, databasePid, options } = stage;
  await settle(ledger);
  const [clock, cpu, databaseCpu] = [
    await readClock(cluster, ledger),
    cpuSeconds(server.pid),
    cpuSeconds(databasePid),
  ];
  const stint = { seconds: options.onePace.seconds, seed: round + 1, run: `n${round}`, searchAll: false };
  const load = await racer.load('W1', stint);
  const perRequest = (seconds: number) => (seconds * 1_000_000) / load.requests;
  const [serverCpuUs, databaseCpuUs] = [
    perRequest(cpuSeconds(server.pid) - cpu),
    perRequest(cpuSeconds(databasePid) - databaseCpu),
  ];
  await sleep(REPORTS_MS);
  const after = await readClock(cluster, ledger);
  const refunds = load.requests;
  return {
    p50Us: load.p50Ms * 1000,
    meanUs: 1_000_000 / load.perSecond,
    serverCpuUs,
    databaseCpuUs,
    databaseUs: (after.busyUs - clock.busyUs) / refunds,
    flushUs: (after.flushUs - clock.flushUs) / refunds,
    flushes: (after.flushes - clock.flushes) / refunds,
  };
}

/** The medians of the rounds. */
export function mediansOf(rounds: readonly WarmTimes[]): WarmTimes {
  const middle = (pick: (times: WarmTimes) => number) => median(rounds.map(pick));
  return {
    p50Us: middle(({ p50Us }) => p50Us),
    meanUs: middle(({ meanUs }) => meanUs),
    serverCpuUs: middle(({ serverCpuUs }) => serverCpuUs),
    databaseCpuUs: middle(({ databaseCpuUs }) => databaseCpuUs),
    databaseUs: middle(({ databaseUs }) => databaseUs),
    flushUs: middle(({ flushUs }) => flushUs),
    flushes: middle(({ flushes }) => flushes),
  };
}
