import { median } from '../measure/median.js';
import { workloads } from '../workloads.js';
import { growthTable } from './growth-table.js';
import { besidesTable, labelsOf, raceTables, ratioTable } from './race-tables.js';
import type { Import, Results, ServerFacts, Soak } from './results.js';
import { figure, markdownTable } from './tables.js';

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
    `Measured on ${results.machine}. ${results.versions}. ${results.pace}.`,
    Object.entries(workloads)
      .map(([workload, text]) => `- **${workload}** ${text}`)
      .join('\n'),
    ...(peers
      ? [
          `![Requests a second of each server by workload](${name}.svg)`,
          '## How many times as many requests as the peers',
          ratioTable(peers, labels),
          `## ${peers.title}`,
          raceTables(peers, labels),
        ]
      : []),
    ...(results.servers.length > 0 ? ['## Starting', serverTable(results.servers)] : []),
    ...(one ? [`## ${one.title}`, ratioTableOf(one, labels), raceTables(one, labels)] : []),
    ...besides.flatMap((race) => [
      `## ${race.title}`,
      race.name.startsWith('growth') ? growthTable(race) : besidesTable(race, labels),
    ]),
    ...(results.imports.length > 0 ? ['## Import', importTable(results.imports)] : []),
    ...(results.soak ? ['## Soak', describeSoak(results.soak)] : []),
  ].join('\n\n')}\n`;
}

/** Without the targets, which are for many connections. */
const ratioTableOf = (...[race, labels]: Parameters<typeof ratioTable>): string =>
  ratioTable(race, labels).replace(/ \((reaches|below) [\d.]+\)/g, '');

const serverTable = (servers: readonly ServerFacts[]): string =>
  markdownTable(
    ['', 'Node', 'ms to the first answer', 'MB at rest'],
    servers.map(({ label, node, startMs, restingMb }) => [label, node, figure(startMs), figure(restingMb)]),
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
