import { parseArgs } from 'node:util';

/** A command line that a program of assurance/ does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A finding of a program of assurance/. The message is all that needs to be shown. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/** The exit codes of a program that found a fault, and of one that did not understand its options. */
const FOUND = 1;
const MISUSED = 2;

/**
 * Runs a program of assurance/. Exit code 1 means that the program found a fault, and 2 that it did not understand its
 * options.
 *
 * @param usage the text that `--help` prints
 * @param options the names of the program's options. Each takes a value. Every program also has `--help`.
 * @param flags the names of options without a value
 */
export async function runProgram<Name extends string, Flag extends string = never>(
  usage: string,
  options: readonly Name[],
  program: (
    given: Partial<Readonly<Record<Name, string>>>,
    flags: Readonly<Record<Flag, boolean>>,
  ) => Promise<void>,
  flags: readonly Flag[] = [],
): Promise<void> {
  try {
    const values = readArguments(process.argv.slice(2), options, flags);
    if (values['help'] === true) return console.info(usage);
    const given: Partial<Record<Name, string>> = {};
    for (const name of options) {
      const value = values[name];
      if (typeof value === 'string') given[name] = value;
    }
    const set = Object.fromEntries(flags.map((name) => [name, values[name] === true]));
    await program(given, set as Record<Flag, boolean>);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? MISUSED : FOUND;
    if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
    else console.error(error instanceof Finding ? error.message : error);
  }
}

function readArguments(
  args: readonly string[],
  options: readonly string[],
  flags: readonly string[],
): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
        ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads an option whose value is a whole number.
 *
 * @param given undefined if the option was omitted
 * @throws UsageError
 */
export function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(given)) throw new UsageError(`--${name} must be a whole number, not '${given}'`);
  return Number(given);
}

/** A random seed, for a run that repeats no earlier run. */
export const anySeed = (): number => Math.floor(Math.random() * 2 ** 31);
