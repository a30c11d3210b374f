import { printSortedSchema } from '../graphql/print-schema.js';
import { writeOrCheck } from './written-file.js';

/** `npm run schema` writes `schema.graphql` from the code; `npm run schema:check` fails if the two differ. */
const file = { name: 'schema.graphql', content: printSortedSchema(), command: 'npm run schema' };
await writeOrCheck(file, process.argv[2]);
