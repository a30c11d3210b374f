import type { Workload } from '../workloads.js';
import type { Racer } from './race.js';

/** Each setting is tried this often, in turns, for this long. */
const TURNS = 2;
const TURN_SECONDS = 1;
const WARM_UP_SECONDS = 1;

/** A setting, and the geometric mean of its requests per second, in which each workload counts alike. */
export interface Tried<Setting> {
  readonly setting: Setting;
  readonly perSecond: number;
}

let runs = 0;

/** Puts load on the racers of some settings in turns, so that a machine that becomes slower does not decide. */
export async function inTurns<Setting>(
  racers: readonly { readonly setting: Setting; readonly racer: Racer }[],
  workloads: readonly Workload[],
): Promise<Tried<Setting>[]> {
  const logarithms = racers.map(() => 0);
  for (const workload of workloads) {
    const load = (racer: Racer, seconds: number, turn: number) =>
      racer.load(workload, { seconds, seed: turn, run: `u${runs++}`, searchAll: turn === 0 });
    for (const { racer } of racers) await load(racer, WARM_UP_SECONDS, 0);
    const perSecond = racers.map(() => 0);
    for (let turn = 1; turn <= TURNS; turn++) {
      const order = [...racers.entries()];
      // There and back again: each racer has the same average place.
      for (const [n, { racer }] of turn % 2 === 0 ? order.reverse() : order)
        perSecond[n] = (perSecond[n] ?? 0) + (await load(racer, TURN_SECONDS, turn)).perSecond / TURNS;
    }
    for (const [n, figure] of perSecond.entries()) logarithms[n] = (logarithms[n] ?? 0) + Math.log(figure);
  }
  return racers.map(({ setting }, n) => ({
    setting,
    perSecond: Math.exp((logarithms[n] ?? Number.NaN) / workloads.length),
  }));
}

/** The setting with the most requests per second. */
export const bestOf = <Setting>(tried: readonly Tried<Setting>[]): Setting =>
  tried.reduce((best, other) => (other.perSecond > best.perSecond ? other : best)).setting;
