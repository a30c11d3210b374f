import type { Mutant } from '../mutant.js';
import { type Change, drop, replace } from './changes.js';
import { mutateComparisons, mutateTokens } from './expressions.js';
import { mutateBody } from './functions.js';
import { statementsOf, type Token, tokensOf, untilToken } from './tokens.js';

/** Prisma's own table, and what has no behaviour. */
const LEFT_OUT = /^_prisma_migrations/;

/**
 * All mutants of the schema of the database, as `prisma/schema.sql` shows it. A mutant is a whole changed schema, with
 * which the tests' database is created.
 */
export function sqlMutants(file: string, schema: string): Mutant[] {
  const statements = statementsOf(tokensOf(schema));
  const keys = new Set(statements.flatMap(primaryKeyOf));
  return statements.flatMap((statement) =>
    changesOf(schema, statement).flatMap(({ object, changes }) =>
      LEFT_OUT.test(object)
        ? []
        : changes
            .filter(({ mutator }) => mutator !== 'not null' || !keys.has(object))
            .map((change) => ({ kind: 'sql' as const, file, object, ...change })),
    ),
  );
}

/** The columns of a primary key, as `table.column`. They are never null anyway. */
function primaryKeyOf(statement: readonly Token[]): string[] {
  const key = statement.findIndex(({ text }) => text === 'PRIMARY');
  if (key < 0) return [];
  return statement
    .slice(key + 2)
    .flatMap(({ kind, text }) => (kind === 'word' ? [`${nameAfter(statement, 'ONLY')}.${text}`] : []));
}

interface Changed {
  readonly object: string;
  readonly changes: readonly Change[];
}

function changesOf(schema: string, statement: readonly Token[]): Changed[] {
  const words = statement.slice(0, 12).map(({ text }) => text);
  const start = words.join(' ');
  if (start.startsWith('CREATE FUNCTION')) return [ofFunction(schema, statement)];
  if (start.startsWith('CREATE TABLE')) return ofTable(statement);
  if (/^CREATE (UNIQUE )?INDEX/.test(start)) return [ofIndex(statement)];
  if (start.startsWith('CREATE TRIGGER')) return [ofTrigger(statement)];
  if (start.startsWith('CREATE VIEW')) return [ofView(statement)];
  const constraint = nameAfter(statement, 'CONSTRAINT');
  return constraint === '' ? [] : [{ object: constraint, changes: ofConstraint(statement) }];
}

/** The name after a word, without its schema. */
function nameAfter(statement: readonly Token[], word: string): string {
  const index = statement.findIndex(({ text }) => text === word);
  const isQualified = statement[index + 2]?.text === '.';
  return index < 0 ? '' : (statement[index + (isQualified ? 3 : 1)]?.text ?? '');
}

function ofFunction(schema: string, statement: readonly Token[]): Changed {
  const object = nameAfter(statement, 'FUNCTION');
  const body = statement.find(({ kind }) => kind === 'body');
  // A function in standard SQL is one expression.
  if (!body)
    return {
      object,
      changes: mutateTokens(statement.slice(statement.findIndex(({ text }) => text === 'RETURN') + 1)),
    };
  const dollars = body.text.indexOf('$', 1) + 1;
  return { object, changes: mutateBody(tokensOf(schema, body.start + dollars, body.end - dollars)) };
}

/** Columns and checks of a table. */
function ofTable(statement: readonly Token[]): Changed[] {
  const table = nameAfter(statement, 'TABLE');
  const open = statement.findIndex(({ text }) => text === '(') + 1;
  const changed: Changed[] = [];
  for (let from = open; from < statement.length; ) {
    const part = untilToken(statement, from, ({ text }) => text === ',');
    if (part.length === 0) break;
    const comma = statement[from + part.length];
    const isLast = comma?.text !== ',';
    if (part[0]?.text !== 'CONSTRAINT')
      changed.push({ object: `${table}.${part[0]?.text}`, changes: ofColumn(part) });
    else {
      // With the comma before a last constraint.
      const whole = isLast ? [...statement.slice(from - 1, from), ...part] : [...part, comma];
      const changes = [...drop(whole, 'constraint'), ...mutateTokens(part), ...mutateComparisons(part)];
      changed.push({ object: part[1]?.text ?? table, changes });
    }
    from += part.length + 1;
  }
  return changed;
}

function ofColumn(column: readonly Token[]): Change[] {
  return column.flatMap((token, index) => {
    const next = column[index + 1]?.text;
    if (token.text === 'NOT' && next === 'NULL') return drop(column.slice(index, index + 2), 'not null');
    if (token.text === 'COLLATE') return drop(column.slice(index, index + 4), 'collation');
    if (token.text !== 'DEFAULT') return [];
    return drop(
      column.slice(index, index + 1 + untilToken(column, index + 1, ({ text }) => text === 'NOT').length),
      'default',
    );
  });
}

function ofIndex(statement: readonly Token[]): Changed {
  const where = statement.findIndex(({ text }) => text === 'WHERE');
  const unique = statement.filter(({ text }) => text === 'UNIQUE');
  const condition = where < 0 ? [] : statement.slice(where + 1);
  return {
    object: nameAfter(statement, 'INDEX'),
    changes: [
      ...drop(statement, 'index'),
      ...drop(unique, 'unique'),
      ...(unique.length > 0 && where >= 0 ? drop(statement.slice(where), 'condition') : []),
      ...(unique.length > 0 ? [...mutateTokens(condition), ...mutateComparisons(condition)] : []),
    ],
  };
}

function ofTrigger(statement: readonly Token[]): Changed {
  const when = statement.findIndex(({ text }) => text === 'WHEN');
  const condition =
    when < 0
      ? []
      : statement.slice(
          when + 1,
          when + 1 + untilToken(statement, when + 1, ({ text }) => text === 'EXECUTE').length,
        );
  const both = statement.findIndex(({ text }, index) => text === 'OR' && index < 10);
  return {
    object: nameAfter(statement, 'TRIGGER'),
    changes: [
      ...drop(statement, 'trigger'),
      ...mutateTokens(condition),
      ...mutateComparisons(condition),
      // BEFORE DELETE OR UPDATE
      ...(both < 0
        ? []
        : [
            ...drop(statement.slice(both, both + 2), 'event'),
            ...drop(statement.slice(both - 1, both + 1), 'event'),
          ]),
    ],
  };
}

function ofView(statement: readonly Token[]): Changed {
  const from = statement.findIndex(({ text }) => text === 'AS');
  const body = statement.slice(from);
  return {
    object: nameAfter(statement, 'VIEW'),
    changes: [...mutateTokens(body), ...mutateComparisons(body)],
  };
}

/** Primary keys and foreign keys. */
function ofConstraint(statement: readonly Token[]): Change[] {
  const restrict = statement.findIndex(({ text }) => text === 'RESTRICT');
  return [
    ...drop(statement, 'constraint'),
    ...(restrict < 0 ? [] : replace(statement.slice(restrict, restrict + 1), 'CASCADE', 'on delete')),
  ];
}
