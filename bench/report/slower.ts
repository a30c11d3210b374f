import { allWorkloads } from '../workloads.js';
import { opponentsOf, raceNamed, ratioOver } from './opponents.js';
import { isWithinNoise } from './ratios.js';
import type { Race, Results } from './results.js';
import { figure } from './tables.js';

/** Fewer rounds show what works, not what is faster. */
const FEWEST_ROUNDS = 5;

/** The first sentences of the page: where the gateway is slower than a peer. */
export function tellSlower(results: Results, labels: ReadonlyMap<string, string>): string | null {
  const parts = [
    { race: raceNamed(results.races, 'peers'), at: 'at 32 connections' },
    { race: raceNamed(results.races, 'one-connection'), at: 'at one connection' },
  ].filter((part): part is { race: Race; at: string } => part.race !== undefined);
  if (parts.length === 0) return null;
  const sentences = parts.map(({ race, at }) => {
    const slower = slowerIn(race, results, labels);
    return slower.length > 0
      ? `Slower than a peer ${at}: ${slower.join('; ')}.`
      : `Not slower than any peer ${at}.`;
  });
  return sentences.join('\n\n');
}

/** Names the races whose rounds do not suffice, also those beside the peers: their tables have targets too. */
export function tellFewRounds({ races }: Results): string | null {
  const few = races.filter((race) => roundsOf(race) < FEWEST_ROUNDS).map(({ title }) => `“${title}”`);
  return few.length > 0
    ? `Fewer than ${FEWEST_ROUNDS} rounds, which support no claim: ${few.join(', ')}.`
    : null;
}

/** `R1 (0.85 of bare node:http and pg, 0.97 of PostGraphile 5, within noise)` for each such workload. */
function slowerIn(race: Race, { servers }: Results, labels: ReadonlyMap<string, string>): string[] {
  const opponents = opponentsOf(race, servers);
  return allWorkloads.flatMap((workload) => {
    const slower = opponents.flatMap(({ name }) => {
      const ratio = ratioOver(race, workload, name);
      if (!ratio || ratio.median >= 1) return [];
      const noise = isWithinNoise(ratio, 1) ? ', within noise' : '';
      return [`${figure(ratio.median)} of ${labels.get(name) ?? name}${noise}`];
    });
    return slower.length > 0 ? [`${workload} (${slower.join('; ')})`] : [];
  });
}

const roundsOf = (race: Race): number =>
  Math.min(
    ...Object.values(race.standings).flatMap((standings) =>
      [...standings.values()].map(({ rounds }) => rounds.length),
    ),
  );
