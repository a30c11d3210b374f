import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server before its program (node --import), so the server's own code does not change. It reports the lag
// of the event loop to its parent every second.

const EVERY_MS = 1_000;
/** The interval of the timer that is watched. The time that it takes beyond this is the lag. */
const RESOLUTION_MS = 10;

/** The report to the parent, in milliseconds. */
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
