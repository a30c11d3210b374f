import pg from 'pg';
import { type Database, openDatabase } from '../../src/ledger/open-ledger.js';
import { onServer, patient } from '../../test/support/databases/server-database.js';
import { type ExplainedStatement, explaining, readExplained } from './explained.js';

/** How PostgreSQL plans prepared statements: for the values of each run, or once for all values. */
export type PlanMode = 'force_custom_plan' | 'force_generic_plan';

/** A statement as a gateway sent it, or a function in its place. */
interface SentStatement extends ExplainedStatement {
  /** Whether it looks up rows even in a table of one page, because its plan stays when the table grows. */
  readonly isByIndexOnly: boolean;
}

/** A gateway's database whose connections explain every statement. */
export interface ExplainedDatabase {
  readonly database: Database;
  /** The statements that PostgreSQL ran during `work`, also those inside functions and triggers. */
  explain(work: () => Promise<unknown>): Promise<readonly SentStatement[]>;
  close(): Promise<void>;
}

/**
 * Opens a database as a gateway does, but as its superuser. Statements on pipelined connections are planned once for all
 * values in any case.
 *
 * @param mode how statements on other connections are planned. PostgreSQL plans the first runs of a prepared statement for
 *   their values, and may then plan it for all.
 */
export async function openExplained(url: string, mode: PlanMode): Promise<ExplainedDatabase> {
  let statements: SentStatement[] = [];
  const { connect } = pg.Client.prototype;
  // A spy would be restored before the next test, and the pool opens connections during all of them.
  pg.Client.prototype.connect = function (this: pg.Client, ...args: unknown[]) {
    this.on('notice', ({ message, where }) => {
      const statement = readExplained(message ?? '');
      const isByIndexOnly = isPipelined(this) || /PL\/pgSQL function record_refunds\(/.test(where ?? '');
      if (statement) statements.push({ ...statement, isByIndexOnly });
    });
    return connect.apply(this, args as never) as never;
  } as never;
  await onServer(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET plan_cache_mode = ${mode}`);
  const database = await openDatabase({ url: explained(url) });
  return {
    database,
    async explain(work) {
      statements = [];
      await work();
      return statements;
    },
    async close() {
      await database.close();
      pg.Client.prototype.connect = connect;
    },
  };
}

function explained(given: string): string {
  const url = new URL(patient(given));
  const options = Object.entries(explaining('notice')).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', [url.searchParams.get('options'), ...options].join(' '));
  return url.href;
}

/** What the types of node-postgres leave out. */
const isPipelined = (client: pg.Client): boolean =>
  (client as unknown as { readonly pipeline?: boolean }).pipeline === true;
