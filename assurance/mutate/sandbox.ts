import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceFile } from './typescript/instrument.js';

/** A copy of the project, whose files may be changed. */
export interface Sandbox {
  readonly directory: string;
  write(file: string, content: string): void;
  /** Compiles the sources for tests that start programs, without checking their types. */
  build(): void;
  remove(): void;
}

/** The folders and files that tests load or read. */
const PARTS = [
  ...['src', 'test', 'assurance', 'prisma', 'packages', 'docs'],
  ...['package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts', 'prisma.config.ts'],
  ...['schema.graphql', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE'],
] as const;
const TSC = 'node_modules/typescript/bin/tsc';
const LEFT_OUT = new Set(['node_modules', 'dist']);

/** Copies the project. Its packages are a link to those of the checkout. */
export function createSandbox(root: string): Sandbox {
  const directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-mutate-'));
  for (const part of PARTS)
    cpSync(path.join(root, part), path.join(directory, part), {
      recursive: true,
      filter: (file) => !LEFT_OUT.has(path.basename(file)),
    });
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  return {
    directory,
    write: (file, content) => writeFileSync(path.join(directory, file), content),
    build: () =>
      void execFileSync(process.execPath, [TSC, '-p', 'tsconfig.build.json', '--noCheck'], {
        cwd: directory,
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The TypeScript files of the project, without what is generated, by their paths from its root. */
export const sourceFiles = (root: string): SourceFile[] =>
  ['src', 'test', 'assurance', 'prisma'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(folder, file))
      .filter((file) => file.endsWith('.ts') && !file.startsWith(path.join('prisma', 'generated')))
      .toSorted()
      .map((name) => ({ name, content: readFileSync(path.join(root, name), 'utf8') })),
  );
