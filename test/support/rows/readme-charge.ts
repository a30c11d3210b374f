import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../src/process/package-root.js';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');

/** The charge that README.md imports, as the line of the file. */
export const readmeCharge = /^\{"object":"charge",.*\}$/m.exec(readme)?.[0] ?? 'README.md has no charge';
