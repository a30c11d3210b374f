import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';

/** Opens files in another way during one test. */
export function openBy(open: typeof promises.open): void {
  const spy = vi.spyOn(promises, 'open').mockImplementation(open);
  // A named import is another name for the same function.
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}

/** The files that one test opens from now on. A closed one has the descriptor -1. */
export function openedFiles(): readonly FileHandle[] {
  const opened: FileHandle[] = [];
  const { open } = promises;
  openBy(async (...given) => {
    const handle = await open(...given);
    opened.push(handle);
    return handle;
  });
  return opened;
}
