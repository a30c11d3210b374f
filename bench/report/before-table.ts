import { allWorkloads, type Workload } from '../workloads.js';
import { raceNamed, ratioOver } from './opponents.js';
import { cpuUs, isWithinNoise, type Ratio } from './ratios.js';
import type { Race, Results } from './results.js';
import { figure, markdownTable } from './tables.js';

/** The gateway beside its earlier state: requests per second and processor time. Null if that did not take part. */
export function beforeTable({ races }: Results): string | null {
  const rows = (['peers', 'one-connection'] as const).flatMap((name) => {
    const race = raceNamed(races, name);
    if (!race || !Object.values(race.standings).some((standings) => standings.has('before'))) return [];
    const where = race.title.toLowerCase();
    const at = (racer: string, workload: Workload) => race.standings[workload]?.get(racer);
    return [
      row(`${where}, before, requests a second`, (workload) => figure(at('before', workload)?.perSecond)),
      row(`${where}, after`, (workload) => figure(at('gateway', workload)?.perSecond)),
      row(`${where}, times as many`, (workload) => told(ratioOver(race, workload, 'before'))),
      row(`${where}, before, µs of processor time a request`, (workload) =>
        cpuText(race, workload, 'before'),
      ),
      row(`${where}, after, µs`, (workload) => cpuText(race, workload, 'gateway')),
      row(`${where}, times the processor time`, (workload) =>
        told(ratioOver(race, workload, 'before', cpuUs)),
      ),
    ];
  });
  return rows.length > 0 ? markdownTable(['', ...allWorkloads], rows) : null;
}

const row = (text: string, cell: (workload: Workload) => string): string[] => [
  text,
  ...allWorkloads.map(cell),
];

const told = (ratio: Ratio | null): string =>
  ratio ? `${figure(ratio.median)}${isWithinNoise(ratio, 1) ? ' (within noise)' : ''}` : '–';

function cpuText(race: Race, workload: Workload, racer: string): string {
  const standing = race.standings[workload]?.get(racer);
  return figure(standing && cpuUs(standing));
}
