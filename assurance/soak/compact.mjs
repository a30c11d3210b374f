import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** V8 gives its empty pages back to the system in the background. */
const PAGES_GO_BACK_MS = 500;

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
  await sleep(PAGES_GO_BACK_MS);
}
