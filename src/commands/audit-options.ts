import type { Filters } from '../ledger/filters.js';
import { OperatorError } from '../process/operator-error.js';
import { parseOptions } from './parse-options.js';
import { timeOf } from './time-option.js';

export const AUDIT_USAGE = `Prints the audit: who asked what, and the outcome. One line of JSON for each entry, newest first.

  npm run --silent audit -- [--since TIME] [--until TIME] [--actor NAME] [--action NAME,NAME]
                            [--outcome OUTCOME,OUTCOME] [--object ID]

TIME is a date, which begins in UTC, or a time in ISO 8601. --since includes it, --until does not.
OUTCOME is one of done, held, refused, failed. --object is the id of a refund, a charge, an approval.
Without options it prints everything. --silent leaves out the lines that npm prints itself.`;

const OUTCOMES = ['done', 'held', 'refused', 'failed'] as const;
type Outcome = (typeof OUTCOMES)[number];
const isOutcome = (text: string): text is Outcome => OUTCOMES.some((outcome) => outcome === text);

/**
 * Which entries a command line asks for; null for the usage.
 *
 * @throws OperatorError USAGE
 */
export function readAuditArguments(args: readonly string[]): Filters['auditEntry'] | null {
  const { since, until, actor, action, outcome, object, help } = parse(args).values;
  if (help) return null;
  const outcomes = outcome === undefined ? null : itemsOf(outcome);
  if (outcomes && !outcomes.every(isOutcome)) throw usage(`--outcome must be of ${OUTCOMES.join(', ')}`);
  return {
    actor,
    action: action === undefined ? null : itemsOf(action),
    outcome: outcomes,
    object,
    created: { gte: boundOf('--since', since), lt: boundOf('--until', until) },
  };
}

const itemsOf = (list: string): string[] => list.split(',').map((item) => item.trim());

function boundOf(option: string, text: string | undefined) {
  if (text === undefined) return null;
  const at = timeOf(text);
  if (at === null) throw usage(`${option} must be a time, such as 2026-11-01 or 2026-11-01T12:00:00Z`);
  return { at, later: false };
}

const parse = (args: readonly string[]) =>
  parseOptions(
    {
      args: [...args],
      options: {
        since: { type: 'string' },
        until: { type: 'string' },
        actor: { type: 'string' },
        action: { type: 'string' },
        outcome: { type: 'string' },
        object: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    },
    usage,
  );

const usage = (why: string): OperatorError => new OperatorError('USAGE', `${why}.\n\n${AUDIT_USAGE}`);
