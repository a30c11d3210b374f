// Writes the schema after all migrations to one file.
//
//   npm run schema:sql         writes schema.sql
//   npm run schema:sql:check   fails if schema.sql does not match the migrations
import { PGlite } from '@electric-sql/pglite';
import { writeOrCheck } from '../src/commands/written-file.js';
import { embeddedPool } from '../src/database/embedded/open-embedded.js';
import { migrate } from '../src/database/migrations/migrator.js';
import { dumpSchema } from './dump-schema.js';

const db = await PGlite.create('memory://');
const pool = embeddedPool(db);
await migrate(pool);
await pool.end();
const file = { name: 'prisma/schema.sql', content: await dumpSchema(db), command: 'npm run schema:sql' };
await writeOrCheck(file, process.argv[2]);
await db.close();
