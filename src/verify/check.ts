import type { Connection } from '../database/batches.js';

/** Enough to see what the violations have in common. A half-restored ledger may have millions. */
export const MAX_EXAMPLES = 5;

/** The result of a check. */
export interface Findings {
  /** How many rows, or groups of rows, were checked. */
  readonly checked: number;
  readonly violations: number;
  /** The first violations: the id, and what is wrong with it. At most `MAX_EXAMPLES`. */
  readonly examples: readonly string[];
}

/** Called with the number of rows checked so far. A check that cannot tell before its end does not call it. */
type OnProgress = (checked: number) => void;

/** Something that must hold for every row of a ledger, no matter which program wrote the row. */
export interface Check {
  /** The promise, section or rule of RULES.md that is checked. */
  readonly rule: string;
  /** What holds in a sound ledger, as a phrase for the report. */
  readonly holds: string;
  run(connection: Connection, onProgress: OnProgress): Promise<Findings>;
}

/**
 * A check by one statement. The statement returns a row for each thing that it checks: `subject`, the id, and
 * `violation`, a text about what is wrong with it, or null.
 */
export function sqlCheck(rule: string, holds: string, statement: string): Check {
  return {
    rule,
    holds,
    async run(connection) {
      const { rows } = await connection.query<{ checked: string; violations: string }>(
        `SELECT count(*) AS checked, count(violation) AS violations FROM (${statement}) subjects`,
      );
      const [checked, violations] = [Number(rows[0]?.checked), Number(rows[0]?.violations)];
      return { checked, violations, examples: violations > 0 ? await examplesOf(connection, statement) : [] };
    },
  };
}

async function examplesOf(connection: Connection, statement: string): Promise<readonly string[]> {
  const { rows } = await connection.query<{ example: string }>(
    `SELECT concat(subject, ': ', violation) AS example FROM (${statement}) subjects
     WHERE violation IS NOT NULL ORDER BY subject LIMIT ${MAX_EXAMPLES}`,
  );
  return rows.map(({ example }) => example);
}

/** A list for SQL of constants from the code, never of input: `'failed', 'canceled'`. */
export const words = (values: Iterable<string>): string =>
  [...values].map((value) => `'${value}'`).join(', ');
