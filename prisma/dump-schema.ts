import type { PGlite } from '@electric-sql/pglite';
import { pgDump } from '@electric-sql/pglite-tools';

const HEADING = `-- The schema of the database after all migrations, as pg_dump writes it, but one table after the other.
-- Made by \`npm run schema:sql\`. To change the schema, write a migration.

-- A function may name tables that come after it.
SET check_function_bodies = false;
`;

/** One or more statements of a dump, with the kind of object that they create according to pg_dump. */
interface Entry {
  readonly type: string;
  readonly sql: string;
}

/** The comment before each entry. */
const ENTRY = /^--\n-- Name: .*; Type: (.*); Schema: .*\n--\n/m;
/** Settings between entries, and the comment at the end. */
const BETWEEN = /^SET default_\w+ = .*;$|^--\n-- PostgreSQL database dump complete\n--$/gm;
const TABLE = /\b(?:TABLE(?: ONLY)?|OWNED BY|ON) public\.(\w+)/;
/** The table that an entry creates, changes or belongs to. Empty if there is none. */
const tableOf = ({ sql }: Entry): string => TABLE.exec(sql)?.[1] ?? '';

const STANDALONE = 'Types, functions and sequences';
const STANDALONE_TYPES = new Set(['DOMAIN', 'EXTENSION', 'FUNCTION', 'PROCEDURE', 'TYPE']);
const OTHERS = 'Others';
const FOREIGN_KEYS = 'Foreign keys';

/** The whole schema of a database, as SQL that creates it in an empty database. No pool may be connected to `db`. */
export async function dumpSchema(db: PGlite): Promise<string> {
  const dump = await pgDump({ pg: db, args: ['--schema-only', '--no-owner'] });
  // pg_dump leaves PGlite's one session in a read-only transaction with changed settings.
  await db.exec('ROLLBACK');
  await db.exec('DISCARD ALL');
  return arrange(entriesOf(await dump.text()));
}

function entriesOf(dump: string): readonly Entry[] {
  const [, ...parts] = dump.split(ENTRY);
  return parts.flatMap((type, index) =>
    index % 2 === 0 ? [{ type, sql: (parts[index + 1] ?? '').replace(BETWEEN, '').trim() }] : [],
  );
}

/**
 * Groups the entries by table, in pg_dump's order. pg_dump itself writes all tables, then all keys, all indexes and all
 * triggers. Foreign keys come last, because each needs two tables.
 */
function arrange(entries: readonly Entry[]): string {
  const tables = entries.flatMap((entry) => (entry.type === 'TABLE' ? [tableOf(entry)] : []));
  const sectionOf = (entry: Entry): string => {
    if (entry.type === 'FK CONSTRAINT') return FOREIGN_KEYS;
    if (STANDALONE_TYPES.has(entry.type)) return STANDALONE;
    if (tables.includes(tableOf(entry))) return tableOf(entry);
    return entry.type === 'SEQUENCE' ? STANDALONE : OTHERS;
  };
  const inSection = (section: string) => entries.filter((entry) => sectionOf(entry) === section);
  const foreignKeys = inSection(FOREIGN_KEYS);
  const sections: [title: string, entries: readonly Entry[]][] = [
    [STANDALONE, inSection(STANDALONE)],
    ...tables.map((table): [string, readonly Entry[]] => [table, inSection(table)]),
    [OTHERS, inSection(OTHERS)],
    [FOREIGN_KEYS, tables.flatMap((table) => foreignKeys.filter((entry) => tableOf(entry) === table))],
  ];
  return [
    HEADING,
    ...sections
      .filter(([, members]) => members.length > 0)
      .map(([title, members]) => `\n-- ${title}\n${paragraphs(members.map(({ sql }) => sql))}`),
  ].join('');
}

/** Separates statements by a blank line, except between two statements of one line each. */
const paragraphs = (statements: readonly string[]): string =>
  statements
    .map((statement, index) => {
      const above = statements[index - 1];
      return above === undefined || `${above}${statement}`.includes('\n')
        ? `\n${statement}\n`
        : `${statement}\n`;
    })
    .join('');
