import type { Workload } from '../workloads.js';
import { perSecond, type Ratio, ratioOf } from './ratios.js';
import type { Race, ServerFacts } from './results.js';
import type { Opponent } from './targets.js';

/** Whom the gateway is compared with in a race: all but itself, now and before. */
export function opponentsOf(race: Race, servers: readonly ServerFacts[]): Opponent[] {
  const names = new Set(Object.values(race.standings).flatMap((standings) => [...standings.keys()]));
  return [...names].flatMap((name) => {
    const role = name === 'pgbench' ? name : servers.find((server) => server.name === name)?.role;
    return role && role !== 'gateway' && role !== 'before' ? [{ name, role }] : [];
  });
}

/** The gateway's figure over another's, in requests per second by default. Null if one of them did not take part. */
export function ratioOver(race: Race, workload: Workload, name: string, figure = perSecond): Ratio | null {
  const standings = race.standings[workload];
  const [ours, theirs] = [standings?.get('gateway'), standings?.get(name)];
  return ours && theirs ? ratioOf(ours, theirs, figure) : null;
}

export const raceNamed = (races: readonly Race[], name: string): Race | undefined =>
  races.find((race) => race.name === name);
