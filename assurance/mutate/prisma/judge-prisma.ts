import { openEngine, readMigrations, SCHEMA } from '../../../prisma/schema-engine.js';
import type { Verdict } from '../results.js';

/**
 * Compares a changed `schema.prisma` with the migrations, as `npm run migration:check` does. That check is the test of
 * this file: no code of its own depends on what they have in common, and the rest is refused by the compiler.
 */
export async function judgePrisma(schema: string): Promise<Verdict> {
  try {
    return (await isDrift(schema, await readMigrations()))
      ? { outcome: 'noticed', by: 'npm run migration:check' }
      : { outcome: 'survived', by: null };
  } catch (error) {
    return { outcome: 'refused', by: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether `schema.prisma` tells a changed schema of the database from its own. It does not know all of SQL. */
export async function isSeenByPrisma(schema: string, sql: string): Promise<boolean> {
  const migrations = await readMigrations();
  const whole = [
    { path: '0_all', migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } },
  ];
  return isDrift(schema, {
    ...migrations,
    migrationDirectories: whole as typeof migrations.migrationDirectories,
  });
}

async function isDrift(
  schema: string,
  migrations: Awaited<ReturnType<typeof readMigrations>>,
): Promise<boolean> {
  const engine = await openEngine(schema);
  try {
    const { exitCode } = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: schema }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode !== 0;
  } finally {
    engine.free();
  }
}
