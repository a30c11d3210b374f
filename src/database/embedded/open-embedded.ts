import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { OperatorError } from '../../process/operator-error.js';
import { systemProblem } from '../../process/system-problem.js';
import { managePreparedStatements } from '../prepared-statements.js';
import { lockDirectory } from './directory-lock.js';
import { DURABLE_START_PARAMS, DurableNodeFS, syncEntry, syncTree } from './durable-fs.js';
import { PGliteStream } from './pglite-stream.js';

/** PGlite writes files that everybody can read, so the directories above them keep other users out. */
const PRIVATE_DIRECTORY_MODE = 0o700;

/** An open embedded database. */
export interface Embedded {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens the PostgreSQL cluster in `directory` for this process alone; the first start creates it. If the process is
 * killed at any point, the next start finds either no cluster or a complete one.
 *
 * @throws OperatorError DATA_DIR_IN_USE, DATA_DIR_UNUSABLE
 */
export async function openEmbedded(
  directory: string,
  onConnect: (client: pg.ClientBase) => Promise<void>,
): Promise<Embedded> {
  makeDirectory(directory);
  if (holdsCluster(directory)) requireRights(clusterIn(directory));
  const lock = await lockDirectory(directory);
  try {
    const db = await openCluster(directory);
    const pool = embeddedPool(db, onConnect);
    return {
      pool,
      close: async () => {
        await pool.end();
        await db.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      'DATA_DIR_UNUSABLE',
      `The database in ${directory} cannot be opened: ${systemProblem(error)}. Check that the directory can be written and the disk has space, or restore a copy of the directory. To start with an empty ledger, set DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}

/** The pool of connections to a PGlite: a pool of one, because PGlite has one session. */
export function embeddedPool(
  db: PGlite,
  onConnect: (client: pg.ClientBase) => Promise<void> = async () => {},
): pg.Pool {
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    stream: () => new PGliteStream(db) as never,
    onConnect: async (client) => {
      managePreparedStatements(client);
      await client.query("SET TIME ZONE 'UTC'");
      await onConnect(client);
    },
  });
  pool.on('error', () => {});
  return pool;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
  } catch (error) {
    throw new OperatorError(
      'DATA_DIR_UNUSABLE',
      `The data directory ${directory} cannot be created: ${systemProblem(error)}. Set DATA_DIR to a directory that can be written.`,
      { cause: error },
    );
  }
}

/** PGlite would say only that it failed. */
function requireRights(directory: string): void {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new OperatorError(
      'DATA_DIR_UNUSABLE',
      `The data directory ${directory} cannot be read and written: ${systemProblem(error)}. Run this as the user who owns it, or set DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}

const clusterIn = (directory: string): string => path.join(directory, 'pgdata');

/**
 * Whether an earlier start has created a cluster in `directory`.
 *
 * @throws OperatorError DATA_DIR_UNUSABLE if the user may not look into the directory
 */
export function holdsCluster(directory: string): boolean {
  if (existsSync(directory)) requireRights(directory);
  return existsSync(clusterIn(directory));
}

async function openCluster(directory: string): Promise<PGlite> {
  const cluster = clusterIn(directory);
  if (!existsSync(cluster)) {
    // A crash inside initdb leaves a cluster that never opens again, so it is created beside and then renamed.
    const unfinished = path.join(directory, 'pgdata.init');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: PRIVATE_DIRECTORY_MODE });
    await (await createCluster(unfinished)).close();
    // PGlite creates most files without flushing them, and the write-ahead log is useless without them.
    syncTree(unfinished);
    renameSync(unfinished, cluster);
    // A rename is durable once the directory that holds the name is flushed.
    syncEntry(directory);
  }
  return createCluster(cluster);
}

const createCluster = (directory: string): Promise<PGlite> =>
  PGlite.create({ fs: new DurableNodeFS(directory), startParams: DURABLE_START_PARAMS });
