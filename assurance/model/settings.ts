/** How much the model tests do, and from which seed: set to repeat a failure, or to look harder. */

/** Some seconds on each database. */
const DEFAULT_OPERATIONS = 150;
/** Ten times what an operation takes on two busy cores, and a counterexample shrinks for a while. */
const MS_PER_OPERATION = 60;
const SHRINKING_MS = 120_000;

export const operations = Number(process.env['MODEL_OPERATIONS'] ?? DEFAULT_OPERATIONS);
export const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Those at once take longer, and repeat each other more. */
export const operationsAtOnce = Math.ceil(operations / 4);
export const timeoutMs = operations * MS_PER_OPERATION + SHRINKING_MS;
/** From this size on every outcome is expected to occur, and the counts are shown. */
export const ENOUGH_FOR_EVERY_OUTCOME = 20_000;
