import { parseArgs } from 'node:util';

/** A command line that a program of assurance/ does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A finding of a program of assurance/. The message is all that needs to be shown. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/**
 * Runs a program of assurance/. Exit code 1 means that the program found a fault or did not understand its options.
 *
 * @param usage the text that `--help` prints
 * @param options the names of the program's options. Each takes a value. Every program also has `--help`.
 */
export async function runProgram<Name extends string>(
  usage: string,
  options: readonly Name[],
  program: (given: Partial<Readonly<Record<Name, string>>>) => Promise<void>,
): Promise<void> {
  try {
    const values = readArguments(process.argv.slice(2), options);
    if (values['help'] === true) return console.info(usage);
    const given: Partial<Record<Name, string>> = {};
    for (const name of options) {
      const value = values[name];
      if (typeof value === 'string') given[name] = value;
    }
    await program(given);
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
    else console.error(error instanceof Finding ? error.message : error);
  }
}

function readArguments(
  args: readonly string[],
  options: readonly string[],
): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
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
