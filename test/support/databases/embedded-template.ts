import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { migrate } from '../../../src/database/migrations/migrator.js';

/** Packs an embedded database before and after its migration. Unpacking takes a fifth of the time of creating one. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-test-'));
  const db = await PGlite.create('memory://');
  const pack = async (name: string): Promise<string> => {
    const file = path.join(directory, name);
    const packed = await db.dumpDataDir('none');
    await writeFile(file, Buffer.from(await packed.arrayBuffer()));
    return file;
  };
  const empty = await pack('empty.tar');
  const pool = embeddedPool(db);
  await migrate(pool);
  await pool.end();
  const migrated = await pack('migrated.tar');
  await db.close();
  project.provide('template', { kind: 'embedded', empty, migrated });
  return () => rm(directory, { recursive: true });
}
