import { allWorkloads, type Workload } from '../workloads.js';
import type { Race } from './results.js';
import { figure, markdownTable } from './tables.js';
import { growthTargets } from './targets.js';

/** Requests per second at each size, and their ratio to those of the fastest size. */
export function growthTable({ name, standings }: Race): string {
  const workloads = allWorkloads.filter((workload) => standings[workload]);
  const sizes = [...new Set(workloads.flatMap((workload) => [...(standings[workload]?.keys() ?? [])]))];
  const at = (size: string, workload: Workload) => standings[workload]?.get(size)?.perSecond ?? Number.NaN;
  const best = (workload: Workload) => Math.max(...sizes.map((size) => at(size, workload)));
  const least = growthTargets[name]?.atLeast ?? 0;
  const ratio = (size: string, workload: Workload) => {
    const share = at(size, workload) / best(workload);
    return `${figure(share)}${share < least ? ' (below)' : ''}`;
  };
  return markdownTable(
    ['', ...workloads],
    [
      ...sizes.map((size) => [size, ...workloads.map((workload) => figure(at(size, workload)))]),
      ...sizes.map((size) => [
        `${size} : the fastest, at least ${figure(least)}`,
        ...workloads.map((workload) => ratio(size, workload)),
      ]),
    ],
  );
}
