import { workloads } from '../workloads.js';
import { beforeTable } from './before-table.js';
import { growthTable } from './growth-table.js';
import { loneTables } from './lone-table.js';
import { besidesTable, labelsOf, raceTables, ratioTable } from './race-tables.js';
import { realisticTables } from './realistic-table.js';
import type { Import, Results, Try } from './results.js';
import { tellFewRounds, tellSlower } from './slower.js';
import { figure, markdownTable } from './tables.js';
import { targetTable } from './target-table.js';

/** The results as a Markdown page, with the chart of the same name. */
export function writePage(name: string, results: Results): string {
  const labels = labelsOf(results.servers);
  const [peers, one] = ['peers', 'one-connection'].map((name) =>
    results.races.find((race) => race.name === name),
  );
  const besides = results.races.filter((race) => race !== peers && race !== one);
  return `${[
    '# How fast the gateway is',
    ...given(tellFewRounds(results)),
    ...given(tellSlower(results, labels)),
    [
      `- Made: ${results.run}`,
      `- Machine: ${results.machine}`,
      `- Ledger: ${results.ledger}, where a part has no other`,
      `- Database: ${results.versions}`,
      `- Interleaved rounds, in a random order of the servers (seed ${results.seed}): ${results.pace}`,
      '- Each figure is the median of its rounds. A ratio is the median of the ratios of single rounds, so it need not be that of two medians. Compare figures of one table only: each race has ledgers and minutes of its own.',
    ].join('\n'),
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
    ...(results.lone.length > 0 ? ['## One lone refund, taken apart', loneTables(results.lone)] : []),
    ...(results.servers.length > 0 ? ['## The servers', serverTable(results)] : []),
    ...(results.tries.length > 0
      ? ['## How the settings were found', triesTable(results.tries, labels)]
      : []),
    ...besides.flatMap((race) => [
      `## ${race.title}`,
      race.name.startsWith('growth') ? growthTable(race) : besidesTable(race, labels),
    ]),
    ...(results.realistic.length > 0 ? ['## A support desk', realisticTables(results.realistic)] : []),
    ...(results.imports.length > 0 ? ['## Import', importTable(results.imports)] : []),
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
