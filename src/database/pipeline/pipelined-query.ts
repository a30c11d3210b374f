import pg from 'pg';
import { parserOf, type Statement, statementName } from '../sql.js';

/** Parses the values of one column. Columns that are read as the text that PostgreSQL sends have none. */
type ColumnReader = readonly [column: number, parse: (text: string) => unknown];
/** The readers of each statement that a connection has prepared, by the statement's name. */
export type Readers = Map<string, readonly ColumnReader[]>;
type Done = (error: Error | null, rows: unknown[][]) => void;

/** Internals of node-postgres that its types leave out: its query as a class to extend. */
interface Connection {
  describe(portal: object): void;
}
declare class Submitted extends pg.Query {
  constructor(text: string, values: readonly unknown[], callback: Done);
  name: string;
  prepare(connection: Connection): void;
  handleRowDescription(message: { fields: readonly { dataTypeID: number }[] }): void;
  handleDataRow(message: { fields: unknown[] }): void;
  handleCommandComplete(): void;
  handleReadyForQuery(): void;
}

/**
 * A statement on a connection, with rows as arrays. PostgreSQL describes a statement's columns once per connection,
 * when it prepares the statement, and not each time: that took a tenth of a small request's time.
 */
export class PipelinedQuery extends (pg.Query as unknown as typeof Submitted) {
  readonly #known: Readers;
  readonly #done: Done;
  readonly #rows: unknown[][] = [];
  #readers: readonly ColumnReader[] = [];
  #failure: unknown;

  constructor({ text, values }: Statement, known: Readers, done: Done) {
    super(text, values, done);
    this.name = statementName(text);
    this.#known = known;
    this.#done = done;
  }

  override prepare(connection: Connection): void {
    const known = this.#known.get(this.name);
    if (known) this.#readers = known;
    super.prepare(known ? undescribed(connection) : connection);
  }

  override handleRowDescription({ fields }: { fields: readonly { dataTypeID: number }[] }): void {
    this.#readers = fields.flatMap(({ dataTypeID }, column): ColumnReader[] => {
      const parse = parserOf(dataTypeID);
      return parse ? [[column, parse]] : [];
    });
    this.#known.set(this.name, this.#readers);
  }

  override handleDataRow({ fields }: { fields: unknown[] }): void {
    try {
      for (const [column, parse] of this.#readers)
        if (fields[column] !== null) fields[column] = parse(fields[column] as string);
      this.#rows.push(fields);
    } catch (error) {
      this.#failure ??= error;
    }
  }

  override handleCommandComplete(): void {}

  override handleReadyForQuery(): void {
    if (this.#failure) this.#done(this.#failure as Error, []);
    else this.#done(null, this.#rows);
  }
}

const skipping = new WeakMap<Connection, Connection>();

/** The connection, without the request to describe a statement's columns. */
function undescribed(connection: Connection): Connection {
  const known = skipping.get(connection);
  if (known) return known;
  const made = Object.create(connection, { describe: { value: () => {} } }) as Connection;
  skipping.set(connection, made);
  return made;
}
