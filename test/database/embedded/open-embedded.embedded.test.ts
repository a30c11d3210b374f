import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { DURABLE_START_PARAMS } from '../../../src/database/embedded/durable-fs.js';
import {
  type Embedded,
  holdsCluster,
  openEmbedded as openWith,
} from '../../../src/database/embedded/open-embedded.js';
import { copyOf } from '../../support/databases/data-directory.js';
import { temporaryDirectory } from '../../support/databases/temporary-directory.js';
import { startProcess } from '../../support/processes/processes.js';
import { built, FAST_START } from '../../support/processes/spawn-process.js';

const openEmbedded = (directory: string): Promise<Embedded> => openWith(directory, async () => {});

/** Created by the first start of this file. That start found the remains of an earlier start that was killed. */
const made = mkdtempSync(path.join(tmpdir(), 'refund-gateway-test-'));
let syncsOfFirstStart = 0;
beforeAll(async () => {
  mkdirSync(path.join(made, 'pgdata.init'), { mode: 0o755 });
  writeFileSync(path.join(made, 'pgdata.init', 'left-over'), '');
  const { syncs, stop } = countSyncs();
  const { close } = await openEmbedded(made);
  syncsOfFirstStart = syncs();
  stop();
  await close();
});
afterAll(() => rmSync(made, { recursive: true }));

/** A data directory with a cluster. Copying one takes a tenth of the time of creating one. */
const dataDirectory = () => copyOf(made);

async function open(directory: string): Promise<Embedded> {
  const embedded = await openEmbedded(directory);
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= embedded.close());
  onTestFinished(close);
  return { pool: embedded.pool, close };
}

/**
 * Starts another process that holds the directory until the process ends.
 *
 * @param before the code that the process runs first
 */
function openElsewhere(directory: string, before = '') {
  const module = pathToFileURL(built('src/database/embedded/open-embedded.js'));
  const script = `${before} const { openEmbedded } = await import('${module}'); await openEmbedded(process.argv[1], async () => {}); console.log('open'); setInterval(() => {}, 1000);`;
  return startProcess([process.execPath, ...FAST_START, '--input-type=module', '-e', script, directory]);
}

/** Stops the process when PostgreSQL has begun to create the cluster: the version is the first file of all. */
const STOPS_IN_THE_MIDDLE = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { openSync } = fs;
  fs.openSync = (file, ...options) => {
    const descriptor = openSync(file, ...options);
    if (String(file).endsWith('/PG_VERSION')) {
      fs.writeSync(1, 'begun');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return descriptor;
  };
  syncBuiltinESMExports();`;

/** Counts the calls of fsync from now on. */
function countSyncs() {
  const spy = vi.spyOn(fs, 'fsyncSync');
  syncBuiltinESMExports();
  return {
    syncs: () => spy.mock.calls.length,
    stop: () => {
      spy.mockRestore();
      syncBuiltinESMExports();
    },
  };
}

const modeOf = (file: string): number => statSync(file).mode & 0o777;
const filesOf = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => {
    const { mtimeMs, ctimeMs, size } = statSync(path.join(directory, name));
    return [name, mtimeMs, ctimeMs, size];
  });

describe('the first start', { tags: ['long'] }, () => {
  test('creates the cluster beside its final name and renames it, even after an earlier start left files', () => {
    expect(readdirSync(made)).toEqual(['pgdata']);
    expect(readdirSync(path.join(made, 'pgdata'))).not.toContain('left-over');
  });

  test('flushes every file of the cluster to the disk', () => {
    expect(syncsOfFirstStart).toBeGreaterThan(readdirSync(made, { recursive: true }).length);
  });

  test('leaves no cluster that looks complete if it is killed while it creates the cluster', {
    tags: ['long'],
  }, async () => {
    const directory = path.join(temporaryDirectory(), 'a', 'data');
    const starting = openElsewhere(directory, STOPS_IN_THE_MIDDLE);
    await starting.seen(/begun/);
    starting.child.kill('SIGKILL');
    await starting.ended;
    expect(readdirSync(directory)).toEqual(['pgdata.init']);
    expect(modeOf(directory)).toBe(0o700);
  });

  test('makes the cluster private, even in an existing directory', () => {
    expect(modeOf(path.join(made, 'pgdata'))).toBe(0o700);
  });
});

describe('an open directory', { tags: ['long'] }, () => {
  const refusal = (directory: string) =>
    expect.objectContaining({
      code: 'DATA_DIR_IN_USE',
      message: expect.stringMatching(
        `^Another process .* has the data directory ${directory} open.* Stop that process and try again`,
      ),
    });

  test('is refused to the same process, even by another name, and is free after it is closed', async () => {
    const directory = dataDirectory();
    const { close } = await open(directory);
    const otherName = path.join(temporaryDirectory(), 'link');
    fs.symlinkSync(directory, otherName);
    await expect(openEmbedded(directory)).rejects.toEqual(refusal(directory));
    await expect(openEmbedded(otherName)).rejects.toEqual(refusal(otherName));
    await close();
    await (await open(directory)).close();
  });

  test('is refused to another process before that process touches a file, and is free after kill -9', {
    tags: ['long'],
  }, async () => {
    const directory = dataDirectory();
    const holder = openElsewhere(directory);
    await holder.seen(/open/);
    const before = filesOf(directory);
    await expect(openEmbedded(directory)).rejects.toEqual(refusal(directory));
    expect(filesOf(directory)).toEqual(before);
    holder.child.kill('SIGKILL');
    await holder.ended;
    await open(directory);
  });
});

test('written rows are there when the directory is opened again', { tags: ['long'] }, async () => {
  const directory = dataDirectory();
  const first = await open(directory);
  await first.pool.query('CREATE TABLE kept AS SELECT 42 AS value');
  await first.close();
  const second = await open(directory);
  expect((await second.pool.query('SELECT value FROM kept')).rows).toEqual([{ value: 42 }]);
});

describe('fsync', { tags: ['long'] }, () => {
  test('happens at every commit, before the commit is answered', async () => {
    const { pool } = await open(dataDirectory());
    await pool.query('CREATE TABLE written (value int)');
    const { syncs, stop } = countSyncs();
    onTestFinished(stop);
    for (let commits = 1; commits <= 5; commits++) {
      const before = syncs();
      await pool.query('INSERT INTO written VALUES (1)');
      expect(syncs()).toBeGreaterThan(before);
    }
    const beforeRead = syncs();
    await pool.query('SELECT * FROM written');
    expect(syncs()).toBe(beforeRead);
  });

  test('would not happen on PGlite’s own file system (if this fails, ours may be unnecessary)', {
    tags: ['long'],
  }, async () => {
    const db = await PGlite.create({
      fs: new NodeFS(path.join(dataDirectory(), 'pgdata')),
      startParams: DURABLE_START_PARAMS,
    });
    onTestFinished(() => db.close());
    const { syncs, stop } = countSyncs();
    onTestFinished(stop);
    await db.exec('CREATE TABLE written (value int); INSERT INTO written VALUES (1)');
    expect(syncs()).toBe(0);
  });
});

describe('an unusable directory', { tags: ['long'] }, () => {
  const refused = (text: string | RegExp) =>
    expect.objectContaining({
      code: 'DATA_DIR_UNUSABLE',
      message: text instanceof RegExp ? expect.stringMatching(text) : expect.stringContaining(text),
    });
  const NOT_OPENED =
    'Check that the directory can be written and the disk has space, or restore a copy of the directory. To start with an empty ledger, set DATA_DIR to another directory.';

  test('a file is in its place', async () => {
    const file = path.join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const below = path.join(file, 'data');
    await expect(openEmbedded(file)).rejects.toEqual(refused(`The data directory ${file} cannot be created`));
    await expect(openEmbedded(below)).rejects.toEqual(
      refused(/ cannot be created: [^.]+\. Set DATA_DIR to a directory that can be written\.$/),
    );
  });

  test('its contents are no cluster, so they are not touched and the directory is not held', async () => {
    const directory = temporaryDirectory();
    mkdirSync(path.join(directory, 'pgdata'));
    writeFileSync(path.join(directory, 'pgdata', 'PG_VERSION'), '9.6\n');
    const refusal = refused(`The database in ${directory} cannot be opened: `);
    await expect(openEmbedded(directory)).rejects.toEqual(refusal);
    await expect(openEmbedded(directory)).rejects.toEqual(refusal);
    await expect(openEmbedded(directory)).rejects.toEqual(refused(NOT_OPENED));
  });

  test('the user may not write to it', async ({ skip }) => {
    // The next tests say the same with errors of their own.
    if (process.getuid?.() === 0)
      skip(
        'Root may write everywhere. As another user, run: npx vitest run --project embedded test/database/embedded',
      );
    const directory = temporaryDirectory();
    fs.chmodSync(directory, 0o500);
    onTestFinished(() => fs.chmodSync(directory, 0o700));
    const refusal = refused('you have no right to do that');
    await expect(openEmbedded(directory)).rejects.toEqual(refusal);
    await expect(openEmbedded(path.join(directory, 'data'))).rejects.toEqual(refusal);
    expect(() => holdsCluster(directory)).toThrow('you have no right to do that');
  });

  test.each([
    ['EACCES', '', 'you have no right to do that'],
    ['EACCES', 'pgdata', 'you have no right to do that'],
    ['EROFS', 'pgdata', 'the disk is read-only'],
  ])('the system says %s of ./%s in it, which is told in words', async (code, name, problem) => {
    const directory = dataDirectory();
    const place = path.join(directory, name);
    const { accessSync } = fs;
    const spy = vi.spyOn(fs, 'accessSync').mockImplementation((entry, mode) => {
      if (entry === place) throw Object.assign(new Error(code), { code });
      return accessSync(entry, mode);
    });
    syncBuiltinESMExports();
    onTestFinished(() => {
      spy.mockRestore();
      syncBuiltinESMExports();
    });
    await expect(openEmbedded(directory)).rejects.toEqual(
      refused(
        `The data directory ${place} cannot be read and written: ${problem}. Run this as the user who owns it, or set DATA_DIR to another directory.`,
      ),
    );
  });

  test('its disk is full: PGlite’s number for that is told in words', { tags: ['long'] }, async () => {
    const directory = temporaryDirectory();
    const spy = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', errno: -28 });
    });
    onTestFinished(() => spy.mockRestore());
    await expect(openEmbedded(directory)).rejects.toEqual(
      refused(`The database in ${directory} cannot be opened: the disk is full. ${NOT_OPENED}`),
    );
  });
});
