import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server before its program (node --import): tells its parent each second how late its event loop was.
// The server's own code knows nothing of it.

const EVERY_MS = 1_000;
/** A timer of so many milliseconds is watched, and what it takes beyond them is the lag. */
const RESOLUTION_MS = 10;

/** What the parent is told: milliseconds. */
export interface Lag {
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
}

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
const lagAt = (percentile: number): number =>
  Math.max(0, delay.percentile(percentile) / 1_000_000 - RESOLUTION_MS);
setInterval(() => {
  process.send?.({ lagP50Ms: lagAt(50), lagP99Ms: lagAt(99) } satisfies Lag);
  delay.reset();
}, EVERY_MS).unref();
