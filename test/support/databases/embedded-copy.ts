import type { PGlite } from '@electric-sql/pglite';
import { inject, onTestFinished } from 'vitest';
import { unpack } from './memory-database.js';

/** An embedded database in memory for one test, either empty or with the ledger's schema. */
export async function embeddedCopy(kind: 'empty' | 'migrated'): Promise<PGlite> {
  const template = inject('template');
  if (template.kind !== 'embedded') throw new Error('This test needs the embedded database');
  const db = await unpack(template[kind]);
  onTestFinished(() => db.close());
  return db;
}
