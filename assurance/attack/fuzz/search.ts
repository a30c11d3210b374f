import type { FuzzCase } from './cases.js';
import { bodyOf, largestSize } from './growth.js';
import { isBeyondLimit, type Measured, type Measurement } from './measured.js';

/** Sends a body and measures what it takes. */
export type Measure = (measurement: Measurement) => Promise<Measured>;

/** What is wrong with a case at a size. */
export interface Suspicion {
  readonly what: string;
  readonly size: number;
  readonly body: string;
}

/** The measured sizes of a case, the smaller first. */
export interface Searched {
  readonly slowest: Measured & { readonly size: number };
  readonly suspicions: readonly Suspicion[];
}

/** A request that grows in proportion takes twice as long when it doubles. */
const MAX_RATIO = 3;
/** What takes less time cannot harm, and what takes less memory is within the noise of the garbage collector. */
const MIN_MS = 50;
const MIN_MB = 32;
/** Five times what one request may block the process. So much is too much, however it grew. */
const MAX_MS = 250;
const MIN_MB_BEFORE = 1;
const MAX_ANSWER_BYTES = 1_000_000;
const HALVINGS = 12;
/** The least of several measurements counts, because other programs use the machine too. */
const TRIES = 3;

/** Sends a case in sizes that double up to the largest body, then the largest size that is within all limits. */
export async function search(fuzzed: FuzzCase, maxBytes: number, measure: Measure): Promise<Searched> {
  const { base, growths } = fuzzed;
  const measured = new Map<number, Measured>();
  const at = async (size: number): Promise<Measured> => {
    const known =
      measured.get(size) ?? (await measure({ body: bodyOf(base, growths, size), isExact: false }));
    measured.set(size, known);
    return known;
  };
  const largest = largestSize(base, growths, maxBytes);
  const sizes = [...new Set(Array.from({ length: HALVINGS + 1 }, (_, halving) => largest >> halving))]
    .filter((size) => size > 0)
    .reverse();
  const suspicions: Suspicion[] = [];
  const suspect = (size: number, what: string) =>
    suspicions.push({ what, size, body: bodyOf(base, growths, size) });
  const compare = async (size: number, half: number) => {
    const [large, small] = [await at(size), await at(half)];
    if (!isSuperlinear(large, small)) return;
    const [surely, before] = [await least(size), await least(half)];
    if (isSuperlinear(surely, before))
      suspect(
        size,
        `${shown(before)} at ${half}, ${shown(surely)} at ${size} (${surely.codes.join(' ') || 'answered'})`,
      );
  };
  const least = async (size: number): Promise<Measured> => {
    const exactly = (copy: number) => measure({ body: bodyOf(base, growths, size, copy), isExact: true });
    let best = await exactly(1);
    for (let copy = 2; copy <= TRIES; copy++) {
      const again = await exactly(copy);
      best = {
        ...best,
        cpuMs: Math.min(best.cpuMs, again.cpuMs),
        heapMb: Math.min(best.heapMb, again.heapMb),
      };
    }
    return best;
  };

  for (const size of sizes) {
    const { status, bytes, isCoded, codes } = await at(size);
    if (status >= 500 || codes.includes('INTERNAL_SERVER_ERROR')) suspect(size, `status ${status}, ${codes}`);
    if (!isCoded) suspect(size, 'an error without a code');
    if (bytes > MAX_ANSWER_BYTES) suspect(size, `an answer of ${bytes} bytes`);
  }
  for (const [index, size] of sizes.entries()) {
    const half = sizes[index - 1];
    if (half !== undefined) await compare(size, half);
  }
  const allowed = await largestWithinLimits(sizes, async (size) => !isBeyondLimit(await at(size)));
  if (allowed > 1) await compare(allowed, allowed >> 1);
  const [top] = [...measured].sort(([, one], [, other]) => other.cpuMs - one.cpuMs);
  if (top && top[1].cpuMs > MAX_MS) {
    const surely = await least(top[0]);
    if (surely.cpuMs > MAX_MS)
      suspect(top[0], `${shown(surely)} at ${top[0]} (${surely.codes.join(' ') || 'answered'})`);
  }
  const all = [...measured].map(([size, one]) => ({ ...one, size }));
  const [first, ...others] = all;
  if (!first) throw new Error('The case has no size that fits into a body');
  return {
    slowest: others.reduce((worst, one) => (one.cpuMs > worst.cpuMs ? one : worst), first),
    suspicions,
  };
}

const isSuperlinear = (large: Measured, small: Measured): boolean =>
  (large.cpuMs > MIN_MS && large.cpuMs > MAX_RATIO * small.cpuMs) ||
  (large.heapMb > MIN_MB && large.heapMb > MAX_RATIO * Math.max(small.heapMb, MIN_MB_BEFORE));

const shown = ({ cpuMs, heapMb }: Measured): string => `${cpuMs.toFixed(0)} ms and ${heapMb.toFixed(0)} MB`;

/** The largest size within the limits, or 0 if all sizes are within them or beyond them. */
async function largestWithinLimits(
  sizes: readonly number[],
  isWithin: (size: number) => Promise<boolean>,
): Promise<number> {
  let low = 0;
  let high = 0;
  for (const size of sizes) {
    if (await isWithin(size)) low = size;
    else {
      high = size;
      break;
    }
  }
  if (high === 0) return 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isWithin(middle)) low = middle;
    else high = middle;
  }
  return low;
}
