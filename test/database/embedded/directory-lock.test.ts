import { existsSync, linkSync, mkdirSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net, { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { lockDirectory } from '../../../src/database/embedded/directory-lock.js';
import { temporaryDirectory } from '../../support/databases/temporary-directory.js';

/** Lets the code believe during a test that it runs on another system. */
function onPlatform(platform: NodeJS.Platform): void {
  const own = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
  Object.defineProperty(process, 'platform', { ...own, value: platform });
  onTestFinished(() => void Object.defineProperty(process, 'platform', own));
}

/** The address at which a lock of this directory would listen. Nothing listens. */
async function addressOf(directory: string): Promise<string> {
  const listen = vi.spyOn(net.Server.prototype, 'listen').mockImplementation(function (
    this: net.Server,
    ...given
  ) {
    (given[1] as () => void)();
    return this;
  });
  try {
    await lockDirectory(directory);
    return String(listen.mock.calls[0]?.[0]);
  } finally {
    listen.mockRestore();
  }
}

const refusalOf = (directory: string) =>
  expect.objectContaining({
    code: 'DATA_DIR_IN_USE',
    message: `Another process (the gateway, an import or a verify) has the data directory ${directory} open, and the embedded database serves one process at a time. Stop that process and try again, or set DATA_DIR to another directory. A PostgreSQL server (DATABASE_URL) serves several processes at once.`,
  });

test.each<[NodeJS.Platform, string, RegExp]>([
  ['linux', 'in no directory', /^\0refund-gateway-[0-9a-f]{32}$/],
  ['win32', 'as a pipe', /^\\\\\.\\pipe\\refund-gateway-[0-9a-f]{32}$/],
  ['darwin', 'as a file', /^\/.*\/refund-gateway-[0-9a-f]{32}\.sock$/],
  ['freebsd', 'as a file', /^\/.*\/refund-gateway-[0-9a-f]{32}\.sock$/],
])('on %s the lock of a directory is %s, by whatever name it is known', async (platform, _, form) => {
  onPlatform(platform);
  const [one, other] = ['one', 'other'].map((name) => path.join(temporaryDirectory(), name)) as [
    string,
    string,
  ];
  mkdirSync(one);
  mkdirSync(other);
  symlinkSync(one, path.join(other, 'link'));
  const address = await addressOf(one);
  expect(address).toMatch(form);
  expect(await addressOf(path.join(other, 'link'))).toBe(address);
  expect(await addressOf(other)).not.toBe(address);
});

describe.each<NodeJS.Platform>(['linux', 'darwin'])('on %s', (platform) => {
  test('a held lock stays as it is when it is asked for again, and is free once it is released', async () => {
    onPlatform(platform);
    const directory = temporaryDirectory();
    const held = await lockDirectory(directory);
    for (let again = 0; again < 3; again++)
      await expect(lockDirectory(directory)).rejects.toEqual(refusalOf(directory));
    held.release();
    (await lockDirectory(directory)).release();
  });
});

test('a lock does not keep its process alive', async () => {
  const before = process.getActiveResourcesInfo();
  const held = await lockDirectory(temporaryDirectory());
  expect(process.getActiveResourcesInfo()).toEqual(before);
  held.release();
});

describe('where a lock is a file', () => {
  /** A directory, and the file of its lock. */
  async function lockable() {
    onPlatform('darwin');
    const directory = temporaryDirectory();
    const file = await addressOf(directory);
    expect(file.startsWith(tmpdir())).toBe(true);
    return { directory, file };
  }

  test('the file is the same after another process was refused, and is gone after the release', async () => {
    const { directory, file } = await lockable();
    const held = await lockDirectory(directory);
    const { ino } = statSync(file);
    await expect(lockDirectory(directory)).rejects.toEqual(refusalOf(directory));
    expect(statSync(file).ino).toBe(ino);
    held.release();
    expect(existsSync(file)).toBe(false);
  });

  test('a file that a killed process left is replaced', async () => {
    const { directory, file } = await lockable();
    const killed = await lockDirectory(directory);
    linkSync(file, `${file}.kept`);
    killed.release();
    renameSync(`${file}.kept`, file);
    const held = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toEqual(refusalOf(directory));
    held.release();
    expect(existsSync(file)).toBe(false);
  });

  test.each(['EACCES', 'EPERM', 'EAGAIN', 'EMFILE'])(
    'the lock of a process that this one cannot ask (%s) is not removed',
    async (code) => {
      const { directory, file } = await lockable();
      const held = await lockDirectory(directory);
      onTestFinished(() => held.release());
      const connect = vi.spyOn(net, 'connect').mockImplementation(() => {
        const socket = new Socket();
        process.nextTick(() => socket.emit('error', Object.assign(new Error(code), { code })));
        return socket;
      });
      syncBuiltinESMExports();
      onTestFinished(() => {
        connect.mockRestore();
        syncBuiltinESMExports();
      });
      const { ino } = statSync(file);
      await expect(lockDirectory(directory)).rejects.toEqual(refusalOf(directory));
      expect(connect).toHaveBeenCalledOnce();
      expect(statSync(file).ino).toBe(ino);
    },
  );
});
