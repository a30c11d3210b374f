// What `prisma migrate` does for a developer of the schema, without its native engine: the same engine, in
// WebAssembly, on an embedded database in memory.
//
//   npm run migration:new -- <name>   writes the migration from prisma/migrations to schema.prisma
//   npm run migration:check           fails when the two differ
//
// The engine does not see CHECK constraints, triggers, collations, partial indexes and functions: schema.sql shows them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { embeddedPool } from '../src/database/embedded/open-embedded.js';
import { packageRoot } from '../src/process/package-root.js';

const SCHEMA = path.join(packageRoot, 'prisma/schema.prisma');
const MIGRATIONS = path.join(packageRoot, 'prisma/migrations');
/** The engine asks for it; there is one provider. */
const LOCK_FILE = 'provider = "postgresql"\n';
const CHAR_OID = 18; // the system type "char", which the engine asks for and Prisma's adapter cannot read
const TEXT_OID = 25;

/** A global of Node's that its types leave to the browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

async function connectAdapter() {
  const pool = embeddedPool(await PGlite.create('memory://'));
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
    // Prisma's adapter splits a script at every semicolon, also inside the body of a function.
    executeScript: async (sql: string) => {
      await pool.query(sql);
    },
  });
}

async function openEngine(schema: string): Promise<SchemaEngine> {
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: connectAdapter,
    connectToShadowDb: connectAdapter,
  };
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = new WebAssembly.Module(await readFile(entry.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': engineModule as never });
  (engineModule as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return engineModule.SchemaEngine.new(
    { datamodels: [[SCHEMA, schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

async function readMigrations(): Promise<MigrationList> {
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

const [command, name] = process.argv.slice(2);
if (command !== 'check' && !(command === 'new' && name)) {
  console.error('Usage: migrations-cli.ts check | new <name>');
  process.exit(2);
}
const schema = await readFile(SCHEMA, 'utf8');
const difference = await (await openEngine(schema)).diff({
  from: { tag: 'migrations', ...(await readMigrations()) },
  to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: schema }] },
  script: true,
  exitCode: true,
  filters: { externalTables: [], externalEnums: [] },
});
const agree = difference.exitCode === 0;
if (command === 'check') {
  console.log(agree ? 'The migrations match schema.prisma.' : difference.stdout);
  process.exit(agree ? 0 : 1);
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const directory = path.join(MIGRATIONS, `${stamp}_${name}`);
await mkdir(directory, { recursive: true });
await writeFile(
  path.join(directory, 'migration.sql'),
  agree
    ? '-- schema.prisma asks for nothing: what its language cannot say goes here.\n'
    : (difference.stdout ?? ''),
);
await writeFile(path.join(MIGRATIONS, 'migration_lock.toml'), LOCK_FILE);
console.log(`${directory}\nEdit it where Prisma's language falls short, then run \`npm run schema:sql\`.`);
process.exit(0);
