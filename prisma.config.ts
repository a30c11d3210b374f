import { defineConfig } from 'prisma/config';

// These three commands load no schema engine, yet the CLI fetches its binary before it runs them, which fails
// where only a package registry can be reached. Any executable satisfies it. `migrate` does need the real one.
if (['generate', 'validate', 'format'].some((command) => process.argv.includes(command)))
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres' },
});
