import type { Connection } from '../database/batches.js';

/** Enough to see what the faults have in common; a ledger restored by halves may have millions. */
export const MAX_EXAMPLES = 5;

/** What a check found. */
export interface Findings {
  /** How many rows, or groups of rows, it looked at. */
  readonly looked: number;
  readonly faults: number;
  /** The first of the faults: the id, and what is wrong with it. */
  readonly examples: readonly string[];
}

/** Told how many rows a check has looked at, where it can tell before its end. */
type OnLooked = (looked: number) => void;

/** Something that must hold of every row of a ledger, whoever wrote it. */
export interface Check {
  /** The promise, section or rule of RULES.md that it holds the ledger to. */
  readonly rule: string;
  /** What holds where nothing is wrong. */
  readonly holds: string;
  run(connection: Connection, onLooked: OnLooked): Promise<Findings>;
}

/**
 * A check by one statement, which answers a row for all that it looks at: `subject`, the id, and `fault`, what is
 * wrong with it as text, null where nothing is.
 */
export function sqlCheck(rule: string, holds: string, statement: string): Check {
  return {
    rule,
    holds,
    async run(connection) {
      const { rows } = await connection.query<{ looked: string; faults: string }>(
        `SELECT count(*) AS looked, count(fault) AS faults FROM (${statement}) checked`,
      );
      const [looked, faults] = [Number(rows[0]?.looked), Number(rows[0]?.faults)];
      return { looked, faults, examples: faults > 0 ? await examplesOf(connection, statement) : [] };
    },
  };
}

async function examplesOf(connection: Connection, statement: string): Promise<readonly string[]> {
  const { rows } = await connection.query<{ example: string }>(
    `SELECT concat(subject, ': ', fault) AS example FROM (${statement}) checked
     WHERE fault IS NOT NULL ORDER BY subject LIMIT ${MAX_EXAMPLES}`,
  );
  return rows.map(({ example }) => example);
}

/** A list of our own words for SQL: `'failed', 'canceled'`. */
export const words = (values: Iterable<string>): string =>
  [...values].map((value) => `'${value}'`).join(', ');
