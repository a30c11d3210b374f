/** Enough that single readings do not decide. */
const MOST = 50;
/** A run has some fewer than planned, because it finishes what it began. Of fewer, too few would be judged. */
const FEWEST = 30;
/** A sample takes as long as some 700 requests, because it collects the garbage twice. */
const REQUESTS_BETWEEN = 5_000;

/** How many samples a run of so many requests has, so that it does not spend its time on them. */
export const samplesOf = (requests: number): number =>
  Math.min(MOST, Math.max(FEWEST, Math.floor(requests / REQUESTS_BETWEEN)));
