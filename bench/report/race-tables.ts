import type { Standing } from '../measure/race.js';
import { allWorkloads, type Workload } from '../workloads.js';
import type { Race, ServerFacts } from './results.js';
import { figure, markdownTable } from './tables.js';
import { growthTargets, targets } from './targets.js';

/** All figures of a race, with a row for each racer. */
export function raceTables(race: Race, labels: ReadonlyMap<string, string>): string {
  const table = (title: string, cell: (standing: Standing) => string) => {
    const rows = racersOf(race).map((name) => [
      labels.get(name) ?? name,
      ...workloadsOf(race).map((workload) => {
        const standing = race.standings[workload]?.get(name);
        return standing ? cell(standing) : '–';
      }),
    ]);
    return `**${title}**\n\n${markdownTable(['', ...workloadsOf(race)], rows)}`;
  };
  return [
    table('Requests a second', ({ perSecond }) => figure(perSecond)),
    table('Milliseconds, p50 / p99', ({ p50Ms, p99Ms }) => `${figure(p50Ms)} / ${figure(p99Ms)}`),
    table(
      'Microseconds of processor time a request, server + database',
      ({ serverCpuUs, databaseCpuUs }) => `${figure(serverCpuUs)} + ${figure(databaseCpuUs)}`,
    ),
    table('Megabytes of memory of the server', ({ memoryMb }) => (memoryMb > 0 ? figure(memoryMb) : '–')),
    table('Statements a request', ({ statements }) => figure(statements)),
  ].join('\n\n');
}

/** The gateway's requests per second divided by those of each peer, beside the targets. */
export function ratioTable(race: Race, labels: ReadonlyMap<string, string>): string {
  const rows = racersOf(race)
    .filter((name) => name !== 'gateway')
    .map((name) => [
      `over ${labels.get(name) ?? name}`,
      ...allWorkloads.map((workload) => {
        const ratio = ratioOver(race, workload, name);
        const target = targets[name]?.[workload];
        if (ratio === null) return '–';
        if (target === undefined) return figure(ratio);
        return `${figure(ratio)} (${ratio >= target ? 'reaches' : 'below'} ${target})`;
      }),
    ]);
  return markdownTable(['', ...allWorkloads], rows);
}

function ratioOver(race: Race, workload: Workload, name: string): number | null {
  const ours = race.standings[workload]?.get('gateway')?.perSecond;
  const theirs = race.standings[workload]?.get(name)?.perSecond;
  return ours === undefined || theirs === undefined ? null : ours / theirs;
}

/** The gateway compared with itself: requests per second, and their ratio to the first row. */
export function besidesTable(race: Race, labels: ReadonlyMap<string, string>): string {
  const [base = '', ...others] = racersOf(race);
  const at = (name: string, workload: Workload) => race.standings[workload]?.get(name);
  const row = (name: string) => [
    labels.get(name) ?? name,
    ...workloadsOf(race).map((workload) => figure(at(name, workload)?.perSecond)),
  ];
  const ratios = others.map((name) => {
    const target = growthTargets[race.name];
    return [
      `${name} : ${base}${target ? `, at least ${figure(target.atLeast)}` : ''}`,
      ...workloadsOf(race).map((workload) =>
        figure((at(name, workload)?.perSecond ?? Number.NaN) / (at(base, workload)?.perSecond ?? Number.NaN)),
      ),
    ];
  });
  return markdownTable(['', ...workloadsOf(race)], [row(base), ...others.map(row), ...ratios]);
}

export const labelsOf = (servers: readonly ServerFacts[]): ReadonlyMap<string, string> =>
  new Map([...servers.map(({ name, label }) => [name, label] as const), ['pgbench', 'pgbench, one by one']]);

const workloadsOf = (race: Race): Workload[] => allWorkloads.filter((workload) => race.standings[workload]);
export const racersOf = (race: Race): string[] => [
  ...new Set(Object.values(race.standings).flatMap((standings) => [...standings.keys()])),
];
