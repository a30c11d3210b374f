const STEP_MS = 20;
const LIMIT_MS = 20_000;

/** Waits until something is so. A screen is drawn some time after an answer has come. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Never came true: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
