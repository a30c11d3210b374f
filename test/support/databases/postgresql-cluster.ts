import { execFile, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../processes/free-port.js';
import { type FindPrograms, installedPrograms } from './postgresql-programs.js';

const run = promisify(execFile);

/** A start after a crash takes longer, because it replays the log first. */
const START_TIMEOUT_S = 60;

/** If the run is started as root, the server runs as one of these users, because PostgreSQL refuses to run as root. */
const SERVER_USERS = ['postgres', 'nobody'];

/** How to stop a server: `fast` disconnects clients, and `immediate` is like a crash. */
export type StopMode = 'fast' | 'immediate';

/** A PostgreSQL server for this run only, on loopback. */
export interface PostgresqlCluster {
  readonly port: number;
  /** The URL of a database for the role postgres, which needs no password. */
  url(database: string): string;
  start(): Promise<void>;
  stop(mode: StopMode): Promise<void>;
  /** The file of the server's log. */
  readonly logFile: string;
  /** The end of the server's log. */
  log(): string;
  /** Stops the server and deletes its files. */
  remove(): Promise<void>;
}

/**
 * Creates a cluster in a temporary directory and starts it.
 *
 * @param settings settings of `postgresql.conf`, such as `{ shared_buffers: '256MB' }`
 * @param findPrograms finds the programs of the server. Installed programs are preferred by default.
 */
export async function startPostgresqlCluster(
  settings: Readonly<Record<string, string>> = {},
  findPrograms: FindPrograms = installedPrograms,
): Promise<PostgresqlCluster> {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-postgresql-'));
  const programs = findPrograms(directory);
  const owner = process.getuid?.() === 0 ? serverUser() : undefined;
  if (owner) chownSync(directory, owner.uid, owner.gid);
  const data = path.join(directory, 'data');
  const logFile = path.join(directory, 'log');
  const port = await freePort();
  const call = (program: string, ...args: string[]) =>
    run(path.join(programs, program), args, { cwd: directory, ...owner });

  const options = Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    ...settings,
  }).map(([name, value]) => `-c ${name}='${value}'`);
  const cluster: PostgresqlCluster = {
    port,
    logFile,
    url: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`,
    async start() {
      await call(
        ...(['pg_ctl', '-D', data, '-l', logFile, '-t', `${START_TIMEOUT_S}`, '-w'] as const),
        ...['-o', options.join(' '), 'start'],
      );
    },
    async stop(mode) {
      await call('pg_ctl', '-D', data, '-m', mode, '-w', 'stop');
    },
    log: () => readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n'),
    async remove() {
      process.off('exit', removeNow);
      await cluster.stop('immediate').catch(() => {});
      rmSync(directory, { recursive: true, force: true });
    },
  };
  // An aborted run must leave no server behind.
  const removeNow = () => {
    spawnSync(path.join(programs, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], {
      cwd: directory,
      ...owner,
    });
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', removeNow);
  await call('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync');
  await cluster.start().catch((error) => {
    throw new Error(`PostgreSQL did not start: ${error}\n${cluster.log()}`);
  });
  return cluster;
}

/** The first of the users that exists on this machine. */
function serverUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of SERVER_USERS) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${SERVER_USERS.join(' or ')}`);
}
