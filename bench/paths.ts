import path from 'node:path';

/** Compiled, this file is bench/dist/bench/paths.js. */
export const root = path.resolve(import.meta.dirname, '../../..');
export const inBench = (...parts: string[]): string => path.join(root, 'bench', ...parts);
/** A server's program, compiled. */
export const compiled = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);
