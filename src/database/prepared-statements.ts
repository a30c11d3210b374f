import type pg from 'pg';
import { forgetPrepared } from './statement-query.js';

/**
 * How many statements PostgreSQL keeps prepared on one connection. Each takes ten to a hundred kilobytes of the
 * server's memory. Ordinary clients need fewer, whatever fields, page sizes and selections they use.
 */
export const MAX_PREPARED_STATEMENTS = 500;

/** What the types of node-postgres leave out: the messages to the server, and the names that the server should know. */
interface Connection {
  parse(message: { readonly name?: string | undefined }): void;
  bind(message: { readonly statement?: string | undefined }): void;
  close(message: { readonly type: 'S'; readonly name: string }): void;
  on(event: 'errorMessage', listener: (error: { readonly code?: string | undefined }) => void): void;
  readonly parsedStatements: Record<string, string>;
  /** Sent, and not confirmed yet. */
  readonly submittedNamedStatements: Record<string, string>;
}

/**
 * With these SQLSTATEs PostgreSQL refuses a statement that no longer fits. `0A000`: a migration has changed the types of
 * its columns. `26000`: something between, such as a pooler, has discarded it.
 */
const NO_LONGER_FITS = ['0A000', '26000'];

/**
 * Closes the least recently used prepared statement of a connection when one more is prepared than the limit. This
 * takes no round trip, because the message is sent together with the new statement. A closed statement that is used
 * again is prepared again. So clients that send ever new selections cannot fill the server's memory.
 *
 * When PostgreSQL refuses a statement because it no longer fits, all statements of the connection are closed. The refused
 * one is repeated (`retry.ts`), and is then prepared for the schema as it is now.
 *
 * @param onMisfit called instead of closing them
 */
export function managePreparedStatements(client: pg.ClientBase, onMisfit?: () => void): void {
  const { connection } = client as unknown as { readonly connection: Connection };
  const parse = connection.parse.bind(connection);
  const bind = connection.bind.bind(connection);
  /** Names in the order of their last use, the oldest first. */
  const prepared = new Set<string>();

  connection.parse = (message) => {
    if (message.name) {
      prepared.delete(message.name);
      makeRoom();
      prepared.add(message.name);
    }
    parse(message);
  };
  connection.bind = (message) => {
    if (message.statement && prepared.delete(message.statement)) prepared.add(message.statement);
    bind(message);
  };

  connection.on('errorMessage', ({ code = '' }) => {
    if (!NO_LONGER_FITS.includes(code)) return;
    if (onMisfit) onMisfit();
    else for (const name of prepared) close(name);
  });

  const makeRoom = () => {
    for (const name of prepared) {
      if (prepared.size < MAX_PREPARED_STATEMENTS) return;
      close(name);
    }
  };

  const close = (name: string) => {
    // A confirmation that is still to come would make node-postgres believe that the closed statement is there.
    if (name in connection.submittedNamedStatements) return;
    prepared.delete(name);
    delete connection.parsedStatements[name];
    connection.close({ type: 'S', name });
    forgetPrepared(connection, name);
  };
}
