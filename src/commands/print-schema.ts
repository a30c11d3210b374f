import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printSortedSchema } from '../graphql/print-schema.js';
import { packageRoot } from '../process/package-root.js';

const file = path.join(packageRoot, 'schema.graphql');
const printed = printSortedSchema();

/** `npm run schema` writes `schema.graphql` from the code; `npm run schema:check` fails where it is another. */
if (process.argv[2] === '--check') {
  const agree = (await readFile(file, 'utf8').catch(() => '')) === printed;
  console.log(
    agree
      ? 'schema.graphql is what the code prints.'
      : 'schema.graphql is not what the code prints: run `npm run schema` and look at the difference.',
  );
  process.exitCode = agree ? 0 : 1;
} else {
  await writeFile(file, printed);
}
