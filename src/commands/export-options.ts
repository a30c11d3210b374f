import type { ExportRequest } from '../graphql/export/export-list.js';
import { exportedLists } from '../graphql/export/exported-lists.js';
import { OperatorError } from '../process/operator-error.js';
import { parseOptions } from './parse-options.js';

export const EXPORT_USAGE = `Prints a list of the API as CSV, in the list's order, newest first.

  npm run --silent export -- LIST [--filter JSON] [--columns NAME,NAME] [--locale TAG] [--out FILE]

LIST is one of ${Object.keys(exportedLists).join(', ')}.
--filter is the list's filter, as the API takes it: --filter '{"status":["FAILED"],"created":{"gte":"2026-11-01T00:00:00Z"}}'
--columns are fields of the rows, also of other objects: --columns id,amountFormatted,charge.id,metadata.order_id
--locale says how amounts are written: en-US, or another such as de-CH.
--out writes a file, which must not exist yet. Without it, the CSV goes to the standard output.
--silent leaves out the lines that npm prints itself.`;

/** What a command line asks for. */
export interface ExportOptions {
  readonly request: ExportRequest;
  /** The file to write; null for the standard output. */
  readonly out: string | null;
}

/**
 * Which list a command line asks for; null for the usage.
 *
 * @throws OperatorError USAGE
 */
export function readExportArguments(args: readonly string[]): ExportOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [list, ...others] = positionals;
  if (list === undefined) throw usage('Name a list');
  if (others.length > 0) throw usage(`One list at a time: '${others.join(' ')}' is too much`);
  const columns = values.columns?.split(',').map((name) => name.trim());
  const filter = values.filter === undefined ? {} : { filter: jsonOf(values.filter) };
  return {
    request: { list, columns, locale: values.locale, count: true, args: filter },
    out: values.out ?? null,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw usage("--filter is not valid JSON. In a shell, write it in single quotes: '{…}'");
  }
}

const parse = (args: readonly string[]) =>
  parseOptions(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        filter: { type: 'string' },
        columns: { type: 'string' },
        locale: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    },
    usage,
  );

const usage = (why: string): OperatorError => new OperatorError('USAGE', `${why}.\n\n${EXPORT_USAGE}`);
