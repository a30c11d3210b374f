import { parseArgs } from 'node:util';
import { OperatorError } from '../process/operator-error.js';

export const ERASE_USAGE = `Erases a person from the ledger, by the e-mail address.

  npm run --silent erase -- EMAIL [--dry-run] [--json]
  echo EMAIL | npm run erase -- - [--dry-run] [--json]

Without --silent, npm itself prints the command line. "-" reads the address from the standard input, so that no shell
keeps it in its history.
--dry-run counts what would change, and changes nothing.
--json prints one line of JSON.`;

export interface EraseArguments {
  /** The address; null for the standard input. */
  readonly email: string | null;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * What a command line asks for; null for the usage. No message repeats an argument, because it may be the address.
 *
 * @throws OperatorError USAGE
 */
export function readEraseArguments(args: readonly string[]): EraseArguments | null {
  const { values, positionals } = parse(args);
  const [email, ...others] = positionals;
  if (values.help || (email === undefined && args.length === 0)) return null;
  if (email === undefined) throw usage('the address is missing');
  if (others.length > 0) throw usage('there is more than one address');
  const { 'dry-run': dryRun = false, json = false } = values;
  return { email: email === '-' ? null : requireEmail(email), dryRun, json };
}

/** RFC 5321. */
const MAX_EMAIL_CHARACTERS = 254;

/** @throws OperatorError USAGE if a text is no e-mail address */
export function requireEmail(text: string): string {
  const email = text.trim();
  if (email.length > MAX_EMAIL_CHARACTERS || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw usage('this is not an e-mail address');
  return email;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    throw usage('there is an unknown option');
  }
}

const usage = (why: string): OperatorError => new OperatorError('USAGE', `${why}.\n\n${ERASE_USAGE}`);
