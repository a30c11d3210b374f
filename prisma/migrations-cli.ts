// Writes and checks migrations like `prisma migrate`. Instead of the native engine it uses the same engine in
// WebAssembly, on an embedded database in memory.
//
//   npm run migration:new -- <name>   writes the migration that leads from prisma/migrations to schema.prisma
//   npm run migration:check           fails if the two differ
//
// The engine does not see CHECK constraints, triggers, collations, partial indexes and functions. schema.sql shows them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCK_FILE, MIGRATIONS, openEngine, readMigrations, SCHEMA } from './schema-engine.js';

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
    ? '-- schema.prisma needs no change. Write here SQL that its language cannot express.\n'
    : (difference.stdout ?? ''),
);
await writeFile(path.join(MIGRATIONS, 'migration_lock.toml'), LOCK_FILE);
console.log(
  `${directory}\nAdd the SQL that Prisma's language cannot express, then run \`npm run schema:sql\`.`,
);
process.exit(0);
