import { allWorkloads, type Workload } from '../workloads.js';
import { opponentsOf, raceNamed, ratioOver } from './opponents.js';
import { cpuUs, isWithinNoise, perSecond, type Ratio, ratioOf } from './ratios.js';
import type { Race, Results } from './results.js';
import { figure, markdownTable } from './tables.js';
import {
  CPU_BELOW,
  callersTarget,
  mostStatements,
  type SpeedTarget,
  STATEMENTS_GRAIN,
  speedTargets,
} from './targets.js';

/** A figure beside its target. */
interface Outcome {
  readonly text: string;
  /** Null without a target. */
  readonly reached: boolean | null;
}
type Row = readonly [text: string, ...outcomes: (Outcome | null)[]];

/** The targets, each with what was measured, or null if no measured race has one. */
export function targetTable(results: Results, labels: ReadonlyMap<string, string>): string | null {
  const rows = [
    ...speedTargets.map((target) => speedRow(target, results, labels)),
    cpuRow(results, labels),
    statementsRow(results),
    callersRow(results),
  ].filter((row) => row !== null);
  if (rows.length === 0) return null;
  const outcomes = rows.flatMap(([, ...cells]) => cells).filter((cell) => cell !== null);
  const judged = outcomes.filter(({ reached }) => reached !== null);
  const reached = judged.filter((outcome) => outcome.reached).length;
  const table = markdownTable(
    ['', ...allWorkloads],
    rows.map(([text, ...cells]) => [text, ...cells.map((cell) => cell?.text ?? '–')]),
  );
  return `${reached} of ${judged.length} are reached. Where several servers count, the closest one is named.\n\n${table}`;
}

const rowOf = (text: string, outcome: (workload: Workload) => Outcome | null): Row => [
  text,
  ...allWorkloads.map(outcome),
];

/** The median decides; rounds on both sides of the target make it noise. */
function judge(ratio: Ratio, target: number | undefined, whose: string, reaches: boolean): Outcome {
  const beside = whose && `, ${whose}`;
  if (target === undefined) return { text: figure(ratio.median) + beside, reached: null };
  const noise = isWithinNoise(ratio, target) ? ', within noise' : '';
  const text = `${figure(ratio.median)}${beside} (${reaches ? 'reaches' : 'misses'} ${figure(target)}${noise})`;
  return { text, reached: reaches };
}

function speedRow(target: SpeedTarget, results: Results, labels: ReadonlyMap<string, string>): Row | null {
  const race = raceNamed(results.races, target.race);
  if (!race) return null;
  const opponents = opponentsOf(race, results.servers).filter(target.over);
  return rowOf(target.text, (workload) => {
    const ratios = opponents.flatMap(({ name }) => {
      const ratio = ratioOver(race, workload, name);
      return ratio ? [{ name, ratio }] : [];
    });
    const closest = ratios.toSorted((a, b) => a.ratio.median - b.ratio.median)[0];
    if (!closest) return null;
    const atLeast = target.atLeast[workload];
    const whose = ratios.length > 1 ? (labels.get(closest.name) ?? closest.name) : '';
    return judge(closest.ratio, atLeast, whose, closest.ratio.median >= (atLeast ?? 0));
  });
}

function cpuRow({ races, servers }: Results, labels: ReadonlyMap<string, string>): Row | null {
  const race = raceNamed(races, 'peers');
  if (!race) return null;
  const peers = opponentsOf(race, servers).filter(({ role }) => role === 'graphql');
  return rowOf('processor time a request, of every GraphQL peer’s, below', (workload) => {
    const ratios = peers.flatMap(({ name }) => {
      const ratio = ratioOver(race, workload, name, cpuUs);
      return ratio ? [{ name, ratio }] : [];
    });
    const closest = ratios.toSorted((a, b) => b.ratio.median - a.ratio.median)[0];
    if (!closest) return null;
    const whose = labels.get(closest.name) ?? closest.name;
    return judge(closest.ratio, CPU_BELOW, whose, closest.ratio.median < CPU_BELOW);
  });
}

function statementsRow({ races }: Results): Row | null {
  const race = raceNamed(races, 'peers');
  if (!race) return null;
  return rowOf('statements a request, at most', (workload) => {
    const counted = race.standings[workload]?.get('gateway')?.statements;
    const most = mostStatements[workload];
    if (counted === undefined || most === undefined) return null;
    const reached = counted <= most + STATEMENTS_GRAIN;
    return { text: `${figure(counted)} (${reached ? 'reaches' : 'misses'} ${most})`, reached };
  });
}

function callersRow({ races }: Results): Row | null {
  const race: Race | undefined = raceNamed(races, 'callers');
  if (!race) return null;
  return rowOf('with a key, limits and the audit, of the figure without', (workload) => {
    const standings = race.standings[workload];
    const [without, known] = [standings?.get('without callers'), standings?.get('with callers')];
    if (!without || !known) return null;
    const ratio = ratioOf(known, without, perSecond);
    const target = callersTarget[workload];
    return judge(ratio, target, '', ratio.median >= (target ?? 0));
  });
}
