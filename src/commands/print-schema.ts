import { printErrorCodes } from '../graphql/print-error-codes.js';
import { printSortedSchema } from '../graphql/print-schema.js';
import { writeOrCheck } from './written-file.js';

/** `npm run schema` writes the files that follow from the schema; `npm run schema:check` fails if one differs. */
const command = 'npm run schema';
const files = [
  { name: 'schema.graphql', content: printSortedSchema(), command },
  { name: 'docs/error-codes.md', content: printErrorCodes(), command },
];
for (const file of files) await writeOrCheck(file, process.argv[2]);
