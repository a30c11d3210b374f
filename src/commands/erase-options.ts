import { parseArgs } from 'node:util';
import { daysOf } from '../config.js';
import { OperatorError } from '../process/operator-error.js';
import { isEmail } from '../rules/erased-email.js';

export const ERASE_USAGE = `Erases a person from the ledger, by the e-mail address, or everybody who is too old.

  npm run --silent erase -- EMAIL [--dry-run] [--json]
  echo EMAIL | npm run erase -- - [--dry-run] [--json]
  npm run erase -- --older-than DAYS [--dry-run] [--json]
  npm run erase -- --expired [--dry-run] [--json]

--older-than erases everybody for whom nothing has happened for DAYS days: no payment, no refund, no event of a refund, no
approval, no dispute. --expired takes the number from PERSONAL_DATA_RETENTION_DAYS.
Without --silent, npm itself prints the command line. "-" reads the address from the standard input, so that no shell
keeps it in its history.
--dry-run counts what would change, and changes nothing.
--json prints one line of JSON.`;

/** The options that change what is done. */
export const ERASE_OPTIONS = ['dry-run', 'older-than', 'expired'];

/** Who is to be erased. */
export type ErasedPeople =
  /** The address; null for the standard input. */
  | { readonly email: string | null }
  /** Everybody for whom nothing has happened for so many days; null for the setting. */
  | { readonly olderThanDays: number | null };

export type EraseArguments = ErasedPeople & { readonly dryRun: boolean; readonly json: boolean };

/**
 * What a command line asks for; null for the usage. No message repeats an argument, because it may be the address.
 *
 * @param takenByNpm the options that never arrived
 * @throws OperatorError USAGE
 */
export function readEraseArguments(
  args: readonly string[],
  takenByNpm: readonly string[] = [],
): EraseArguments | null {
  const [taken] = takenByNpm;
  // Without this, a dry run would erase.
  if (taken !== undefined) throw usage(`npm took --${taken} for itself; write -- before all options`);
  const { values, positionals } = parse(args);
  const [email, ...others] = positionals;
  if (values.help || (email === undefined && args.length === 0)) return null;
  const { 'dry-run': dryRun = false, json = false, 'older-than': days, expired = false } = values;
  if (days !== undefined || expired) {
    if (email !== undefined) throw usage('give either an address, or an age');
    if (days !== undefined && expired) throw usage('give either --older-than or --expired');
    return { olderThanDays: days === undefined ? null : requireDays(days), dryRun, json };
  }
  if (email === undefined) throw usage('the address is missing');
  if (others.length > 0) throw usage('there is more than one address');
  return { email: email === '-' ? null : requireEmail(email), dryRun, json };
}

function requireDays(text: string): number {
  const days = daysOf(text);
  if (days === null) throw usage('--older-than must be a whole number of days, from 1 to 36525');
  return days;
}

/** @throws OperatorError USAGE if a text is no e-mail address */
export function requireEmail(text: string): string {
  const email = text.trim();
  if (!isEmail(email)) throw usage('this is not an e-mail address');
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
        'older-than': { type: 'string' },
        expired: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    throw usage('there is an unknown option');
  }
}

const usage = (why: string): OperatorError => new OperatorError('USAGE', `${why}.\n\n${ERASE_USAGE}`);
