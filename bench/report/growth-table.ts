import { allWorkloads, type Workload } from '../workloads.js';
import { isBeside, type Race } from './results.js';
import { figure, markdownTable } from './tables.js';
import { growthTargets } from './targets.js';

/**
 * Requests per second at each size, and their ratio to those of the same server's fastest size. The target is the
 * gateway's; the bare server shows what the database alone loses.
 */
export function growthTable({ name, standings }: Race): string {
  const workloads = allWorkloads.filter((workload) => standings[workload]);
  const racers = [...new Set(workloads.flatMap((workload) => [...(standings[workload]?.keys() ?? [])]))];
  const at = (racer: string, workload: Workload) => standings[workload]?.get(racer)?.perSecond ?? Number.NaN;
  const least = growthTargets[name]?.atLeast ?? 0;
  const ratio = (racer: string, workload: Workload) => {
    const itself = racers.filter((other) => isBeside(other) === isBeside(racer));
    const share = at(racer, workload) / Math.max(...itself.map((other) => at(other, workload)));
    return `${figure(share)}${!isBeside(racer) && share < least ? ' (below)' : ''}`;
  };
  return markdownTable(
    ['', ...workloads],
    [
      ...racers.map((racer) => [racer, ...workloads.map((workload) => figure(at(racer, workload)))]),
      ...racers.map((racer) => [
        `${racer} : the fastest${isBeside(racer) ? ' of these' : `, at least ${figure(least)}`}`,
        ...workloads.map((workload) => ratio(racer, workload)),
      ]),
    ],
  );
}
