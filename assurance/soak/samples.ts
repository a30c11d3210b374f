/** Enough that single readings do not decide. */
const MOST = 50;
/** Of fewer, the judged part of a run would have too few. */
const FEWEST = 20;
/** A sample takes as long as some 700 requests, because it collects the garbage twice. */
const REQUESTS_BETWEEN = 5_000;

/** How many samples a run of so many requests has, so that it does not spend its time on them. */
export const samplesOf = (requests: number): number =>
  Math.min(MOST, Math.max(FEWEST, Math.floor(requests / REQUESTS_BETWEEN)));
