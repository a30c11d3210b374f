import pg from 'pg';
import { parserOf, type Statement, statementName } from './sql.js';

/** Parses the values of one column. Columns that are read as the text that PostgreSQL sends have none. */
type ColumnReader = readonly [column: number, parse: (text: string) => unknown];
/** The readers of each statement that a connection has prepared, by the statement's name. */
type Readers = Map<string, readonly ColumnReader[]>;
const readersByConnection = new WeakMap<Connection, Readers>();

/** The part of node-postgres that its types leave out: its query as a class to extend. */
interface Connection {
  describe(portal: object): void;
}
declare class Submitted extends pg.Query {
  constructor(text: string, values: readonly unknown[]);
  name: string | undefined;
  /** A pool sets its own. */
  callback: (error: Error | null, rows: unknown[][]) => void;
  prepare(connection: Connection): void;
  handleRowDescription(message: { fields: readonly { dataTypeID: number }[] }): void;
  handleDataRow(message: { fields: unknown[] }): void;
  handleCommandComplete(): void;
  handleReadyForQuery(): void;
}

/** Runs a statement on a connection of a pool; returns its rows as arrays. */
export const runOnPool = (pool: Pick<pg.Pool, 'query'>, statement: Statement): Promise<unknown[][]> =>
  pool.query(new StatementQuery(statement) as never) as unknown as Promise<unknown[][]>;

/** Runs a statement on a connection; returns its rows as arrays. */
export const runOn = (client: pg.ClientBase, statement: Statement): Promise<unknown[][]> =>
  new Promise((resolve, reject) => {
    const query = new StatementQuery(statement);
    query.callback = (error, rows) => (error ? reject(error) : resolve(rows));
    client.query(query as never);
  });

/**
 * A statement with rows as arrays. PostgreSQL describes the columns of a prepared statement once per connection, and not
 * each time: that took a tenth of a small request's time.
 */
class StatementQuery extends (pg.Query as unknown as typeof Submitted) {
  readonly #rows: unknown[][] = [];
  #known: Readers | undefined;
  #readers: readonly ColumnReader[] = [];
  #failure: unknown;

  constructor({ text, values, plan }: Statement) {
    super(text, values);
    // Without a name PostgreSQL plans it for these values.
    this.name = plan === 'anew' ? undefined : statementName(text);
  }

  override prepare(connection: Connection): void {
    this.#known = this.name === undefined ? undefined : readersOf(connection);
    const readers = this.#known?.get(`${this.name}`);
    if (readers) this.#readers = readers;
    super.prepare(readers ? undescribed(connection) : connection);
  }

  override handleRowDescription({ fields }: { fields: readonly { dataTypeID: number }[] }): void {
    this.#readers = fields.flatMap(({ dataTypeID }, column): ColumnReader[] => {
      const parse = parserOf(dataTypeID);
      return parse ? [[column, parse]] : [];
    });
    this.#known?.set(`${this.name}`, this.#readers);
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
    if (this.#failure) this.callback(this.#failure as Error, []);
    else this.callback(null, this.#rows);
  }
}

/** Forgets what is known of a statement that a connection no longer holds. */
export function forgetPrepared(connection: object, name: string): void {
  readersByConnection.get(connection as Connection)?.delete(name);
}

function readersOf(connection: Connection): Readers {
  const known = readersByConnection.get(connection);
  if (known) return known;
  const readers: Readers = new Map();
  readersByConnection.set(connection, readers);
  return readers;
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
