import type { Figures } from '../measure/race.js';
import { raceNamed } from './opponents.js';
import { cpuUs, perSecond } from './ratios.js';
import type { Race } from './results.js';

/**
 * `{"R1": {"gateway": 1234.5, …}, …, "R1@1": {…}, …, "cpu": {"R1": {"gateway": 195.2, …}, …}}`: requests per second with
 * many connections and with one, and microseconds of processor time per request with many, of the server and the
 * database. Only what was measured.
 */
export function mediansOf(races: readonly Race[]) {
  const [peers, one] = ['peers', 'one-connection'].map((name) => raceNamed(races, name));
  const perSecondOf = (race: Race | undefined) => figuresOf(race, perSecond);
  return {
    ...perSecondOf(peers),
    ...Object.fromEntries(
      Object.entries(perSecondOf(one)).map(([workload, figures]) => [`${workload}@1`, figures]),
    ),
    ...(peers && { cpu: figuresOf(peers, cpuUs) }),
  };
}

const figuresOf = (race: Race | undefined, figure: (figures: Figures) => number) =>
  Object.fromEntries(
    Object.entries(race?.standings ?? {}).map(([workload, racers]) => [
      workload,
      Object.fromEntries([...racers].map(([name, standing]) => [name, figure(standing)])),
    ]),
  );
