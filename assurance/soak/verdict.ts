/** How much of something there was after so many requests. */
export interface Reading {
  readonly requests: number;
  readonly value: number;
}

/** Slopes are told for so many requests. */
const SLOPE_REQUESTS = 100_000;
/** The first quarter of the readings is not judged: what grows to a limit has reached it by then. */
const JUDGED_FROM = 0.25;
/** With fewer judged readings nothing can be told. */
const FEWEST_READINGS = 12;

/**
 * By how much a value grows in 100,000 requests, over the last three quarters of a run. It is the median of the slopes
 * between all pairs of readings (Theil and Sen), which single high or low readings do not move. NaN if there are too few
 * readings.
 */
export function slopeOf(readings: readonly Reading[]): number {
  const end = readings.at(-1)?.requests ?? 0;
  const judged = readings.filter(({ requests }) => requests > end * JUDGED_FROM);
  if (judged.length < FEWEST_READINGS) return Number.NaN;
  const slopes = judged.flatMap((from, index) =>
    judged.slice(index + 1).map((to) => (to.value - from.value) / (to.requests - from.requests)),
  );
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] as number;
  const median = slopes.length % 2 === 1 ? upper : ((slopes[middle - 1] as number) + upper) / 2;
  return median * SLOPE_REQUESTS;
}

/** A figure of a run beside its limit. */
export interface Verdict {
  readonly what: string;
  readonly found: number;
  readonly limit: number;
  readonly holds: boolean;
  /** Why a figure beyond its limit holds. */
  readonly note?: string;
}

/** Judges a figure that has a limit. */
export const atMost = (what: string, found: number, limit: number): Verdict => ({
  what,
  found,
  limit,
  holds: found <= limit,
});

/**
 * Judges the growth of something.
 *
 * @param grain growth over the judged part of the run that is noise: it makes short runs hold, and does not matter in
 *   long ones
 */
export function isFlat(what: string, readings: readonly Reading[], limit: number, grain: number): Verdict {
  const slope = slopeOf(readings);
  const judged = ((readings.at(-1)?.requests ?? 0) * (1 - JUDGED_FROM)) / SLOPE_REQUESTS;
  const growth = slope * judged;
  return {
    what: `growth of ${what} in ${SLOPE_REQUESTS.toLocaleString('en')} requests`,
    found: slope,
    limit,
    holds: slope <= limit || growth <= grain,
    ...(slope > limit && { note: `${growth.toFixed(1)} in this run, where up to ${grain} is noise` }),
  };
}
