import { defineConfig } from 'prisma/config';

// These three commands load no schema engine, but the CLI downloads the engine's binary first. The download fails if
// only a package registry can be reached. Any executable satisfies the CLI. `migrate` needs the real engine.
if (['generate', 'validate', 'format'].some((command) => process.argv.includes(command)))
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
});
