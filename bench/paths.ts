import path from 'node:path';

/** The repository. The compiled form of this file is bench/dist/bench/paths.js. */
export const root = path.resolve(import.meta.dirname, '../../..');
export const inBench = (...parts: string[]): string => path.join(root, 'bench', ...parts);
/** A compiled program of the benchmark. */
export const compiled = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);
