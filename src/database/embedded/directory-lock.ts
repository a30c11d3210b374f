import { createHash } from 'node:crypto';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../process/operator-error.js';

/**
 * Locks a data directory for this process, until `release` is called or the process ends. However the process ends, no
 * stale lock is left behind. PGlite takes no lock of its own, and two processes would overwrite each other's rows. The
 * lock holds within the network namespace of one machine or container.
 *
 * @throws OperatorError DATA_DIR_IN_USE when another process holds the directory
 */
export async function lockDirectory(directory: string): Promise<{ release(): void }> {
  const address = lockAddress(realpathSync(directory));
  if (address.startsWith(tmpdir())) await removeStaleSocket(address);
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new OperatorError(
              'DATA_DIR_IN_USE',
              `Another process (the gateway, an import or a verify) has the data directory ${directory} open, and the embedded database serves one process at a time. Stop that process and try again, or set DATA_DIR to another directory. A PostgreSQL server (DATABASE_URL) serves several processes at once.`,
            )
          : error,
      ),
    );
    server.listen(address, resolve);
  });
  server.unref();
  return { release: () => server.close() };
}

function lockAddress(directory: string): string {
  const name = `refund-gateway-${createHash('sha256').update(directory).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), `${name}.sock`);
}

/**
 * On systems where sockets are files, the file outlives a killed process, but no process answers on it any more. Only a
 * refused connection says so: a process that may not be asked, such as that of another user, is alive.
 */
async function removeStaleSocket(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const isStale = await new Promise<boolean>((resolve) => {
    const socket = connect(file, () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
  if (isStale) rmSync(file, { force: true });
}
