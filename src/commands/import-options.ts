import { OperatorError } from '../process/operator-error.js';
import { parseOptions } from './parse-options.js';

/** What `--help` prints. */
export const IMPORT_USAGE = `Usage: npm run import -- [options] FILE...

Imports Stripe's objects into the ledger of DATABASE_URL or DATA_DIR. FILE has them as JSON: one object per line,
pretty-printed, in an array, or in list pages of the API. - reads the standard input. Several files are imported
together, or none of them, as if they were one.

  --dry-run       checks everything and prints what would change, but writes nothing
  --skip-faulty   imports the rest of a file with faults, and writes what it leaves out, with the reasons, to a file
  --faults FILE   that file, and the one with all faults if the terminal cannot show them; otherwise it is named after
                  the first imported file: FILE.faults.jsonl
  --help          prints this

Write -- before the options, or npm takes them for itself. In the table, "unchanged" is what is the same in the ledger
already, or stays because it was changed here. Conflicts are listed, and if there are some, "in conflict" counts their
objects, which are updated or unchanged too. The exit code is 0 if something was imported, also without faulty objects,
and otherwise 1.`;

/** The options that change what is done. */
export const IMPORT_OPTIONS = ['dry-run', 'skip-faulty', 'faults'];

/** The standard input, as FILE. */
const STANDARD_INPUT = '-';

export interface ImportArguments {
  /** At least one. Null for the standard input. */
  readonly files: readonly (string | null)[];
  readonly dryRun: boolean;
  readonly skipFaulty: boolean;
  readonly faults: string | null;
}

/**
 * Reads the arguments of the command. Null if they ask for help.
 *
 * @param takenByNpm the options that never arrived
 * @throws OperatorError USAGE for anything that is not understood
 */
export function readImportArguments(
  args: readonly string[],
  takenByNpm: readonly string[] = [],
): ImportArguments | null {
  const [taken] = takenByNpm;
  // Without this, a dry run would write.
  if (taken !== undefined)
    throw usage(`npm took --${taken} for itself. Write -- before it: npm run import -- --${taken} FILE.`);
  const { values, positionals } = parse(args);
  if (values.help) return null;
  if (positionals.length === 0) throw usage('No file is given.');
  if (positionals.filter((file) => file === STANDARD_INPUT).length > 1)
    throw usage('The standard input can be read only once.');
  if (values.faults === '') throw usage('--faults needs the name of a file.');
  return {
    files: positionals.map((file) => (file === STANDARD_INPUT ? null : file)),
    dryRun: values['dry-run'],
    skipFaulty: values['skip-faulty'],
    faults: values.faults ?? null,
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        'skip-faulty': { type: 'boolean', default: false },
        faults: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    (problem) => usage(`${problem}.`),
  );

const usage = (problem: string): OperatorError =>
  new OperatorError('USAGE', `${problem}\n\n${IMPORT_USAGE}\n`);
