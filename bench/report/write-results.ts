import { mkdirSync, writeFileSync } from 'node:fs';
import type { Figures } from '../measure/race.js';
import type { Options } from '../options.js';
import { inBench } from '../paths.js';
import { drawChart } from './chart.js';
import { raceNamed } from './opponents.js';
import { writePage } from './page.js';
import { cpuUs, perSecond } from './ratios.js';
import type { Race, Results } from './results.js';

/** Writes the results to bench/results: a page and a chart for people, and a JSON file with everything. */
export function writeResults({ name, jsonFile }: Options, results: Results): string {
  mkdirSync(inBench('results'), { recursive: true });
  const peers = results.races.find((race) => race.name === 'peers');
  const page = writePage(name, results);
  writeFileSync(inBench('results', `${name}.md`), page);
  writeFileSync(inBench('results', `${name}.json`), asJson(results));
  if (peers) writeFileSync(inBench('results', `${name}.svg`), drawChart(peers, results.servers));
  if (jsonFile) writeFileSync(jsonFile, asJson(mediansOf(results.races)));
  return page;
}

/**
 * `{"R1": {"gateway": 1234.5, …}, …, "R1@1": {…}, …, "cpu": {"R1": {"gateway": 195.2, …}, …}}`: requests per second with
 * many connections and with one, and microseconds of processor time per request with many, of the server and the
 * database. Only what was measured.
 */
function mediansOf(races: readonly Race[]) {
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

const asJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, nested) => (nested instanceof Map ? Object.fromEntries(nested) : nested), 2)}\n`;
