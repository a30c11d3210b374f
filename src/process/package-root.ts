import { createRequire } from 'node:module';
import path from 'node:path';

/** The package's folder, from the sources as from the build. */
export const packageRoot = path.dirname(createRequire(import.meta.url).resolve('#package.json'));
