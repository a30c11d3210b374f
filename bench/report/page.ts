import { workloads } from '../workloads.js';
import { besidesTable, labelsOf, raceTables, ratioTable } from './race-tables.js';
import { realisticTables } from './realistic-table.js';
import type { Import, Results, ServerFacts } from './results.js';
import { figure, markdownTable } from './tables.js';

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
    ...besides.flatMap((race) => [`## ${race.title}`, besidesTable(race, labels)]),
    ...(results.realistic.length > 0 ? ['## A support desk', realisticTables(results.realistic)] : []),
    ...(results.imports.length > 0 ? ['## Import', importTable(results.imports)] : []),
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
