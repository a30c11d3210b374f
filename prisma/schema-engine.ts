import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { embeddedPool } from '../src/database/embedded/open-embedded.js';
import { packageRoot } from '../src/process/package-root.js';

export const SCHEMA = path.join(packageRoot, 'prisma/schema.prisma');
export const MIGRATIONS = path.join(packageRoot, 'prisma/migrations');
/** The content of the lock file, which the engine requires. */
export const LOCK_FILE = 'provider = "postgresql"\n';
const CHAR_OID = 18; // the system type "char", which the engine selects and Prisma's adapter cannot read
const TEXT_OID = 25;

/** A global of Node.js that is only in the types of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

/** Connects Prisma's adapter to an embedded database, with the changes that the schema engine needs. */
async function connectAdapter(db: PGlite) {
  const pool = embeddedPool(db);
  let charColumns: number[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  Object.assign(pool, {
    query: async (...args: unknown[]) => {
      const result = await query(...args);
      charColumns = [];
      for (const [index, field] of (result.fields ?? []).entries())
        if (field.dataTypeID === CHAR_OID) {
          charColumns.push(index);
          field.dataTypeID = TEXT_OID;
        }
      return result;
    },
  });
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (asked: Parameters<typeof queryRaw>[0]) => {
      const result = await queryRaw(asked);
      for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
    // Prisma's adapter would split a script at every semicolon, even inside the body of a function.
    executeScript: async (sql: string) => {
      await pool.query(sql);
    },
  });
}

/** A process has one instance of the module. A second instance would take over the objects of the first. */
let instantiated: Promise<void> | undefined;

async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = new WebAssembly.Module(await readFile(entry.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': engineModule as never });
  (engineModule as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

/**
 * Prisma's schema engine in WebAssembly, on embedded databases in memory. It works without the native engine, which is
 * downloaded from outside the package registry.
 *
 * @param schema the text of `schema.prisma`
 * @param db the database to work on. An empty database if omitted.
 */
export async function openEngine(schema: string, db?: PGlite): Promise<SchemaEngine> {
  const inMemory = async () => connectAdapter(await PGlite.create('memory://'));
  instantiated ??= instantiate();
  await instantiated;
  return engineModule.SchemaEngine.new(
    { datamodels: [[SCHEMA, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: db ? () => connectAdapter(db) : inMemory,
      connectToShadowDb: inMemory,
    }),
  );
}

/** The migrations in order, in the form that the engine needs. */
export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return {
    baseDir: MIGRATIONS,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: LOCK_FILE,
    },
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
