import { setFlagsFromString } from 'node:v8';

/**
 * Turns off V8's cache of code that was compiled from text at run time. It holds the code of compiled queries and of
 * readers of rows long after our own caches have evicted them: about 7 KB for each new query of a caller, until the heap
 * is full. Compiling a query takes as long without it.
 */
export const forgetCompiledCode = (): void => setFlagsFromString('--no-compilation-cache');
