import path from 'node:path';
import type { SourceFile } from './instrument.js';

/** By file: the files that import it at run time. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** `import … from`, `export … from`, `import()`, but no imports of types, which are gone at run time. */
const IMPORT = /^(?:import|export)(?! type\b)[^;'"]*?'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

/** Reads who imports whom. Files are named by their paths from the root of the project. */
export function readImports(files: readonly SourceFile[]): Imports {
  const importers = new Map<string, string[]>();
  for (const { name, content } of files)
    for (const [, fixed, dynamic = ''] of content.matchAll(IMPORT)) {
      const imported = path.join(path.dirname(name), fixed ?? dynamic).replace(/\.js$/, '.ts');
      importers.set(imported, [...(importers.get(imported) ?? []), name]);
    }
  return importers;
}

export const importersOf = (imports: Imports, file: string): readonly string[] => imports.get(file) ?? [];

/** All files that reach a file by imports, with the number of imports between them. */
export function distancesTo(imports: Imports, file: string): ReadonlyMap<string, number> {
  const distances = new Map([[file, 0]]);
  for (const [reached, distance] of distances)
    for (const importer of importersOf(imports, reached))
      if (!distances.has(importer)) distances.set(importer, distance + 1);
  return distances;
}
