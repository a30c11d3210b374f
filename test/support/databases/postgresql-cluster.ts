import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../processes/free-port.js';

const run = promisify(execFile);

/** Where Debian and Ubuntu keep each version's programs. */
const DEBIAN_PROGRAMS = '/usr/lib/postgresql';
/** Starting after a crash replays the log first. */
const START_TIMEOUT_S = 60;

/** How a server ends: `fast` cuts its clients, `immediate` is as if it had crashed. */
export type StopMode = 'fast' | 'immediate';

/** A PostgreSQL server of one's own, on loopback, whose faults hurt nobody else. */
export interface PostgresqlCluster {
  readonly port: number;
  /** Of the user postgres, who needs no password. */
  url(database: string): string;
  start(): Promise<void>;
  stop(mode: StopMode): Promise<void>;
  /** The end of the server's log: why it did what it did. */
  log(): string;
  /** Ends the server and deletes all that it kept. */
  remove(): Promise<void>;
}

/**
 * Makes a cluster in a temporary directory with the installed PostgreSQL, and starts it. As root it belongs to the
 * user postgres, since PostgreSQL refuses to run as root.
 *
 * @param settings what `postgresql.conf` would hold, such as `{ shared_buffers: '256MB' }`
 */
export async function startPostgresqlCluster(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresqlCluster> {
  const programs = findPrograms();
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-postgresql-'));
  const owner = process.getuid?.() === 0 ? userIds('postgres') : undefined;
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
      await cluster.stop('immediate').catch(() => {});
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await call('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync');
  await cluster.start().catch((error) => {
    throw new Error(`PostgreSQL did not start: ${error}\n${cluster.log()}`);
  });
  return cluster;
}

/** The newest version's programs. */
function findPrograms(): string {
  const versions = existsSync(DEBIAN_PROGRAMS) ? readdirSync(DEBIAN_PROGRAMS) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  if (newest === undefined)
    throw new Error(`PostgreSQL's server is not in ${DEBIAN_PROGRAMS}: apt-get install postgresql`);
  return path.join(DEBIAN_PROGRAMS, newest, 'bin');
}

function userIds(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((of) => of.startsWith(`${name}:`));
  if (!line) throw new Error(`There is no user ${name} to run PostgreSQL: apt-get install postgresql`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
