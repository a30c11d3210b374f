import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeOrCheck } from '../../../src/commands/written-file.js';
import { packageRoot } from '../../../src/process/package-root.js';
import { filesOf } from './files.js';

/** `npm run build:client` writes `generated/` from `schema.graphql`; `npm run build:client:check` fails if they differ. */
const schema = readFileSync(path.join(packageRoot, 'schema.graphql'), 'utf8');
let failed = false;
for (const [name, content] of filesOf(schema)) {
  const file = { name: `packages/client/generated/${name}`, content, command: 'npm run build:client' };
  await writeOrCheck(file, process.argv[2]);
  // It sets the exit code for each file.
  failed ||= process.exitCode === 1;
}
if (failed) process.exitCode = 1;
