import { median } from '../measure/median.js';
import { workloads } from '../workloads.js';
import { beforeTable } from './before-table.js';
import { growthTable } from './growth-table.js';
import { besidesTable, labelsOf, raceTables, ratioTable } from './race-tables.js';
import type { Import, Results, Soak, Try } from './results.js';
import { tellSlower } from './slower.js';
import { figure, markdownTable } from './tables.js';
import { targetTable } from './target-table.js';

/** Memory or lag is not flat if the last quarter has more than this times the second one. */
const FLAT = 1.1;
/** Two samples in each quarter. */
const FEWEST_SAMPLES = 8;
/** Lag below the resolution of a timer is noise. */
const LAG_GRAIN_MS = 1;

/** The results as a Markdown page, with the chart of the same name. */
export function writePage(name: string, results: Results): string {
  const labels = labelsOf(results.servers);
  const [peers, one] = ['peers', 'one-connection'].map((name) =>
    results.races.find((race) => race.name === name),
  );
  const besides = results.races.filter((race) => race !== peers && race !== one);
  return `${[
    '# How fast the gateway is',
    `Measured on ${results.machine}. ${results.versions}. ${results.pace}, in a random order of the servers in each round (seed ${results.seed}).`,
    ...given(tellSlower(results, labels)),
    Object.entries(workloads)
      .map(([workload, text]) => `- **${workload}** ${text}`)
      .join('\n'),
    ...given(beforeTable(results), '## Before and after'),
    ...given(targetTable(results, labels), '## Targets'),
    ...(peers
      ? [
          `![Requests a second of each server by workload](${name}.svg)`,
          '## How many times as many requests as the peers',
          ratioTable(peers, results.servers, labels),
          `## ${peers.title}`,
          raceTables(peers, labels),
        ]
      : []),
    ...(one ? [`## ${one.title}`, ratioTable(one, results.servers, labels), raceTables(one, labels)] : []),
    ...(results.servers.length > 0 ? ['## The servers', serverTable(results)] : []),
    ...(results.tries.length > 0
      ? ['## How the settings were found', triesTable(results.tries, labels)]
      : []),
    ...besides.flatMap((race) => [
      `## ${race.title}`,
      race.name.startsWith('growth') ? growthTable(race) : besidesTable(race, labels),
    ]),
    ...(results.imports.length > 0 ? ['## Import', importTable(results.imports)] : []),
    ...(results.soak ? ['## Soak', describeSoak(results.soak)] : []),
  ].join('\n\n')}\n`;
}

/** A part of the page under its head, or nothing. */
const given = (part: string | null, ...head: readonly string[]): string[] => (part ? [...head, part] : []);

function serverTable({ servers, pgbenchSessions }: Results): string {
  const rows = servers.map(({ label, connections, node, startMs, restingMb }) => [
    label,
    connections,
    node,
    figure(startMs),
    figure(restingMb),
  ]);
  const sessions = pgbenchSessions ? [['pgbench', pgbenchSessions, '–', '–', '–']] : [];
  return markdownTable(
    ['', 'connections to the database', 'Node', 'ms to the first answer', 'MB at rest'],
    [...rows, ...sessions],
  );
}

/** Requests per second of each setting; the geometric mean if several workloads count. */
const triesTable = (tries: readonly Try[], labels: ReadonlyMap<string, string>): string =>
  markdownTable(
    ['server: connections', 'workloads', 'requests a second'],
    tries.map(({ name, setting, workloads, perSecond }) => [
      `${labels.get(name) ?? name}: ${setting}`,
      workloads.join(', '),
      figure(perSecond),
    ]),
  );

const importTable = (imports: readonly Import[]): string =>
  markdownTable(
    ['into', 'objects', 'seconds', 'objects a second'],
    imports.map(({ into, objects, seconds }) => [
      into,
      figure(objects),
      figure(seconds),
      figure(objects / seconds),
    ]),
  );

function describeSoak({ requests, samples }: Soak): string {
  if (samples.length < FEWEST_SAMPLES)
    return `${requests.toLocaleString('en')} requests: too few to tell whether anything grows.`;
  const quarter = Math.floor(samples.length / 4);
  const medianOf = (from: number, pick: (sample: Soak['samples'][number]) => number) =>
    median(samples.slice(from, from + quarter).map(pick));
  const verdict = (pick: (sample: Soak['samples'][number]) => number, grain: number): string => {
    const [before, after] = [medianOf(quarter, pick), medianOf(samples.length - quarter, pick)];
    const flat = after <= before * FLAT + grain;
    return `${figure(before)} in the second quarter, ${figure(after)} in the last: ${flat ? 'flat' : 'NOT flat'}`;
  };
  // About twenty rows are enough to see the trend.
  const every = Math.ceil(samples.length / 20);
  const rows = samples.filter((_, n) => n % every === every - 1 || n === samples.length - 1);
  return [
    `${requests.toLocaleString('en')} requests: seven of ten read one refund, one a page, two make a refund.`,
    `- Memory, MB: ${verdict(({ memoryMb }) => memoryMb, 0)}.\n- Event loop lag, p99, ms: ${verdict(({ lagP99Ms }) => lagP99Ms, LAG_GRAIN_MS)}.`,
    markdownTable(
      ['requests so far', 'a second', 'MB', 'lag p50, ms', 'lag p99, ms'],
      rows.map((row) => [
        row.requests.toLocaleString('en'),
        figure(row.perSecond),
        figure(row.memoryMb),
        figure(row.lagP50Ms),
        figure(row.lagP99Ms),
      ]),
    ),
  ].join('\n\n');
}
