import { type Change, drop, replace } from './changes.js';
import { mutateTokens } from './expressions.js';
import { type Token, untilToken } from './tokens.js';

/** Words after which a statement of PL/pgSQL begins. */
const BEFORE_STATEMENT = new Set([';', 'BEGIN', 'THEN', 'ELSE', 'LOOP']);
/** Words with which a statement begins that can be left out. */
const STATEMENTS = new Set([
  'INSERT',
  'UPDATE',
  'DELETE',
  'SELECT',
  'PERFORM',
  'RAISE',
  'GET',
  'SET',
  'CONTINUE',
]);
/** Parts of a statement that can be left out, with the number of their tokens. */
const CLAUSES: readonly (readonly string[])[] = [
  ['ON', 'CONFLICT', 'DO', 'NOTHING'],
  ['FOR', 'UPDATE'],
  ['FOR', 'NO', 'KEY', 'UPDATE'],
];

/** Changes of the body of a function in PL/pgSQL. */
export function mutateBody(tokens: readonly Token[]): Change[] {
  const begin = tokens.findIndex(({ text }) => text === 'BEGIN');
  const body = tokens.slice(begin + 1);
  return [...mutateTokens(body), ...dropStatements(body), ...fixConditions(body), ...dropClauses(body)];
}

function dropStatements(body: readonly Token[]): Change[] {
  return body.flatMap((token, index) => {
    const before = body[index - 1]?.text;
    if (before !== undefined && !BEFORE_STATEMENT.has(before)) return [];
    const [next, afterNext] = [body[index + 1]?.text, body[index + 2]?.text];
    const isStatement =
      STATEMENTS.has(token.text) ||
      next === ':=' ||
      (token.text === 'RETURN' && (next === 'NEXT' || next === 'QUERY')) ||
      (token.text === 'RETURN' && afterNext === undefined);
    if (!isStatement) return [];
    return replace(
      untilToken(body, index, ({ text }) => text === ';'),
      'NULL',
      'statement',
    );
  });
}

/** `IF … THEN` always, and never. */
function fixConditions(body: readonly Token[]): Change[] {
  return body.flatMap((token, index) => {
    if (!['IF', 'ELSIF'].includes(token.text) || body[index - 1]?.text === 'END') return [];
    const condition = untilToken(body, index + 1, ({ text }) => text === 'THEN');
    return ['true', 'false'].flatMap((value) => replace(condition, value, 'condition'));
  });
}

function dropClauses(body: readonly Token[]): Change[] {
  return body.flatMap((_, index) => {
    const clause = CLAUSES.find((words) => words.every((word, nth) => body[index + nth]?.text === word));
    return clause ? drop(body.slice(index, index + clause.length), 'clause') : [];
  });
}
