import { readOptions, UsageError, usage } from './options.js';

// Runs before the peers are installed, so that `--help` and a slip are answered at once. Imports nothing of theirs.

/** The exit code by which `bench/run` knows that nothing is to be measured. */
const HELPED = 10;
const MISUSED = 2;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.info(usage);
  process.exit(HELPED);
}
try {
  readOptions(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = MISUSED;
}
