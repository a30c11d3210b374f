import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { OperatorError } from '../process/operator-error.js';

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
