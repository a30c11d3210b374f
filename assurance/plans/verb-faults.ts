import { type Access, accessesOf, describeAccess, type ExplainedStatement } from './explained.js';

/** The tables that grow with the ledger, apart from those of tasks, approvals and days, which stay small in most. */
const GROWING = new Set([
  'audit_entry',
  'balance_transaction',
  'charge',
  'idempotency_key',
  'payment_intent',
  'refund',
  'refund_event',
]);
/** A table with so few rows has a few pages. Reading them takes no longer than looking up a row. */
export const FEW_ROWS = 600;
/** No step looks at more rows, whatever the size of the ledger. Old keys are deleted five hundred at a time. */
const MOST_ROWS = 1_000;

/** What is wrong with the plan of a statement on any ledger. */
export const faultsOf = (statement: ExplainedStatement): readonly string[] =>
  found(statement, ({ index, rows }) => rows > (index === null ? FEW_ROWS : MOST_ROWS));

/** The tables that a statement reads whole, however small they are. */
export const scansOf = (statement: ExplainedStatement): readonly string[] =>
  found(statement, ({ index }) => index === null);

const found = ({ text, plan }: ExplainedStatement, isMeant: (access: Access) => boolean): readonly string[] =>
  accessesOf(plan)
    .filter(isMeant)
    .map((access) => `${describeAccess(access)}, ${access.rows} rows: ${text.slice(0, 120)}`);

/** How statements find rows of the tables that grow. */
export const waysInto = (statements: readonly ExplainedStatement[]): readonly string[] => {
  const accesses = statements.flatMap(({ plan }) => accessesOf(plan));
  const ways = accesses.filter(({ table }) => GROWING.has(table)).map(describeAccess);
  return [...new Set(ways.map(withOneReplacement))].sort();
};

/** Two indexes find what replaces a refund, at most a few rows. A text with the name of one of them in place of both. */
export const withOneReplacement = (text: string): string =>
  text.replaceAll('refund_replaces_id_created_id_idx', 'refund_is_replaced_once');
