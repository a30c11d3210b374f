import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8 gives its empty pages back to the system in the background. On a busy machine that takes seconds. */
const LOOK_INTERVAL_MS = 500;
const PATIENCE_MS = 10_000;
/** Less than this is not V8's pages. */
const STEP_BYTES = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/**
 * Collects the garbage, and moves what is left together. By itself, V8 lets its heap grow to several times what it holds
 * before it does that, so gaps of more than a hundred megabytes come and go. Without them, resident memory is what the
 * process needs.
 */
export async function collectAndCompact() {
  collect();
  // What is freed by the first collection may free more in the next turn.
  await sleep(0);
  setFlagsFromString('--compact-on-every-full-gc');
  collect();
  setFlagsFromString('--no-compact-on-every-full-gc');
  await untilFallen(process.memoryUsage.rss);
}

/** Waits until a number of bytes falls no more. @param {() => number} bytes */
export async function untilFallen(bytes) {
  const deadline = performance.now() + PATIENCE_MS;
  let before = bytes();
  while (performance.now() < deadline) {
    await sleep(LOOK_INTERVAL_MS);
    const now = bytes();
    if (now > before - STEP_BYTES) return;
    before = now;
  }
}
