import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

const US_IN_MS = 1_000;
/** The longest time that is told exactly. */
const LONGEST_US = 60_000_000;
const DIGITS = 3;
const SHOWN_FAILURES = 5;

/** A request that is ready to be sent. `send` fails if its answer is not the expected one. */
export interface Shot {
  readonly kind: string;
  send(): Promise<void>;
}

/** Milliseconds from the time at which requests were due to the end of their answers. */
export interface Times {
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

export interface OpenLoopResult {
  /** Answers a second, from the first request that was due to the last answer. */
  readonly reachedPerSecond: number;
  readonly all: Times;
  readonly byKind: Readonly<Record<string, Times>>;
  /** How late the generator itself sent the requests. The times include it. */
  readonly generatorLateMs: Times;
  readonly failures: number;
  /** The first few. */
  readonly failed: readonly string[];
}

/**
 * Sends requests at a fixed rate, whether earlier ones are answered or not, as many independent clients do. Each time is
 * counted from the moment when the request was due. So a server that stops for a second shows in the times of all
 * requests of that second, and not in one for each connection ("coordinated omission").
 *
 * @param warmUpSeconds requests that are due before do not count
 */
export async function openLoop(
  next: () => Shot,
  perSecond: number,
  seconds: number,
  warmUpSeconds = 0,
): Promise<OpenLoopResult> {
  const [all, late, byKind] = [histogram(), histogram(), new Map<string, RecordableHistogram>()];
  const failed: string[] = [];
  let [sent, failures, counted] = [0, 0, 0];
  const total = Math.round(perSecond * (warmUpSeconds + seconds));
  const startMs = performance.now();
  const countedFromMs = startMs + warmUpSeconds * 1000;
  const inFlight = new Set<Promise<void>>();

  const shoot = (dueMs: number): void => {
    const { kind, send } = next();
    const isCounted = dueMs >= countedFromMs;
    if (isCounted) record(late, performance.now() - dueMs);
    const done = send()
      .then(() => {
        if (!isCounted) return;
        counted++;
        const ms = performance.now() - dueMs;
        record(all, ms);
        if (!byKind.has(kind)) byKind.set(kind, histogram());
        record(byKind.get(kind) as RecordableHistogram, ms);
      })
      .catch((error: Error) => {
        failures++;
        if (failed.length < SHOWN_FAILURES) failed.push(`${kind}: ${error.message}`);
      })
      .finally(() => inFlight.delete(done));
    inFlight.add(done);
  };
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      for (; sent < total; sent++) {
        const dueMs = startMs + (sent * 1000) / perSecond;
        if (dueMs > performance.now()) break;
        shoot(dueMs);
      }
      if (sent < total) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
  await Promise.all(inFlight);
  return {
    reachedPerSecond: (counted * 1000) / (performance.now() - countedFromMs),
    all: timesOf(all),
    byKind: Object.fromEntries([...byKind].map(([kind, times]) => [kind, timesOf(times)])),
    generatorLateMs: timesOf(late),
    failures,
    failed,
  };
}

/** Node.js's own HDR histogram. */
const histogram = (): RecordableHistogram =>
  createHistogram({ lowest: 1, highest: LONGEST_US, figures: DIGITS });

const record = (times: RecordableHistogram, ms: number): void =>
  times.record(Math.min(LONGEST_US, Math.max(1, Math.round(ms * US_IN_MS))));

function timesOf(times: RecordableHistogram): Times {
  const at = (percent: number) => times.percentile(percent) / US_IN_MS;
  const isEmpty = times.count === 0;
  return {
    count: times.count,
    p50Ms: at(50),
    p90Ms: at(90),
    p99Ms: at(99),
    p999Ms: at(99.9),
    maxMs: isEmpty ? 0 : times.max / US_IN_MS,
  };
}
