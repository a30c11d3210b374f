import { type ParseArgsConfig, parseArgs } from 'node:util';
import { OperatorError } from '../process/operator-error.js';

/**
 * The options and the arguments of a command line.
 *
 * @param usage makes the error for an option that does not exist, or has no value where it needs one
 * @throws what `usage` makes of the first sentence of Node's message. The others are advice for a shell.
 */
export function parseOptions<T extends ParseArgsConfig>(
  config: T,
  usage: (why: string) => OperatorError,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw usage(error.message.replace(/\.\s.*/s, ''));
  }
}

/**
 * For a command that has no options: prints the usage if it is asked for.
 *
 * @returns whether it was
 * @throws OperatorError USAGE for anything else on the command line
 */
export function tellsUsage(usage: string): boolean {
  const given = process.argv.slice(2);
  if (given.length === 0) return false;
  if (given.length > 1 || given[0] !== '--help') throw new OperatorError('USAGE', usage);
  console.log(usage);
  return true;
}
