import { median } from '../measure/median.js';
import type { Figures, Standing } from '../measure/race.js';

/** A ratio over several rounds. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * One racer's figure divided by another's, in each round of one race. Paired rounds were measured within the same
 * minute, so a machine that becomes slower moves both.
 */
export function ratioOf(ours: Standing, theirs: Standing, figure: (figures: Figures) => number): Ratio {
  const ratios = ours.rounds.flatMap((round, n) => {
    const other = theirs.rounds[n];
    return other ? [figure(round) / figure(other)] : [];
  });
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

export const perSecond = (figures: Figures): number => figures.perSecond;
/** The processor time of a request, of the server and the database, in microseconds. */
export const cpuUs = ({ serverCpuUs, databaseCpuUs }: Figures): number => serverCpuUs + databaseCpuUs;

/** Whether some rounds are above a value and some below, so that another run may tell the opposite. */
export const isWithinNoise = ({ least, most }: Ratio, value: number): boolean =>
  least < value && value < most;
