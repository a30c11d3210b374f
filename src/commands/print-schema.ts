import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printSortedSchema } from '../graphql/print-schema.js';
import { packageRoot } from '../package-root.js';

/** `npm run schema`: writes `schema.graphql` from the code. */
await writeFile(path.join(packageRoot, 'schema.graphql'), printSortedSchema());
