import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/process/package-root.js';

const page = readFileSync(path.join(packageRoot, 'docs/getting-started.md'), 'utf8');

/** The charge that docs/getting-started.md imports, as the line of the file. */
export const firstCharge =
  /^\{"object":"charge",.*\}$/m.exec(page)?.[0] ?? 'docs/getting-started.md has no charge';
