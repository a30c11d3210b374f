import type { Standing } from '../measure/race.js';
import { allWorkloads, type Workload } from '../workloads.js';
import { opponentsOf, ratioOver } from './opponents.js';
import { isWithinNoise, perSecond, ratioOf } from './ratios.js';
import type { Race, ServerFacts } from './results.js';
import { figure, markdownTable } from './tables.js';
import { growthTargets } from './targets.js';

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
    table(
      'Requests a second, median (slowest–fastest round)',
      ({ perSecond, rounds }) => `${figure(perSecond)}${spreadOf(rounds.map((round) => round.perSecond))}`,
    ),
    table('Milliseconds, p50 / p99', ({ p50Ms, p99Ms }) => `${figure(p50Ms)} / ${figure(p99Ms)}`),
    table(
      'Microseconds of processor time a request, server + database',
      ({ serverCpuUs, databaseCpuUs }) => `${figure(serverCpuUs)} + ${figure(databaseCpuUs)}`,
    ),
    table('Megabytes of memory of the server', ({ memoryMb }) => (memoryMb > 0 ? figure(memoryMb) : '–')),
    table('Statements a request', ({ statements }) => figure(statements)),
  ].join('\n\n');
}

/** ` (1.02–1.31)`, or nothing for a single round. */
function spreadOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least < most ? ` (${figure(least)}–${figure(most)})` : '';
}

/**
 * The gateway's requests per second divided by those of each peer: the median and the spread of paired rounds, with a
 * mark where some rounds say the opposite.
 */
export function ratioTable(
  race: Race,
  servers: readonly ServerFacts[],
  labels: ReadonlyMap<string, string>,
): string {
  const rows = opponentsOf(race, servers).map(({ name, role }) => [
    `over ${labels.get(name) ?? name}${role === 'addition' ? ' (an addition)' : ''}`,
    ...allWorkloads.map((workload) => {
      const ratio = ratioOver(race, workload, name);
      if (!ratio) return '–';
      const noise = isWithinNoise(ratio, 1) ? ' within noise' : '';
      return `${figure(ratio.median)}${spreadOf([ratio.least, ratio.most])}${noise}`;
    }),
  ]);
  return markdownTable(['', ...allWorkloads], rows);
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
      ...workloadsOf(race).map((workload) => ratioText(at(name, workload), at(base, workload))),
    ];
  });
  return markdownTable(['', ...workloadsOf(race)], [row(base), ...others.map(row), ...ratios]);
}

function ratioText(ours: Standing | undefined, theirs: Standing | undefined): string {
  if (!ours || !theirs) return '–';
  const ratio = ratioOf(ours, theirs, perSecond);
  return `${figure(ratio.median)}${isWithinNoise(ratio, 1) ? ' (within noise)' : ''}`;
}

export const labelsOf = (servers: readonly ServerFacts[]): ReadonlyMap<string, string> =>
  new Map([...servers.map(({ name, label }) => [name, label] as const), ['pgbench', 'pgbench, one by one']]);

const workloadsOf = (race: Race): Workload[] => allWorkloads.filter((workload) => race.standings[workload]);
export const racersOf = (race: Race): string[] => [
  ...new Set(Object.values(race.standings).flatMap((standings) => [...standings.keys()])),
];
