import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';

const INPUTS = [
  'src/main.ts',
  'src/rules/ids.ts',
  'prisma/schema.prisma',
  'prisma/generated/pothos-types.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const LONG_AGO = new Date('2026-01-01');

/** A package whose `npm run build` only notes that it was called, as after a build. */
function builtPackage() {
  const root = temporaryDirectory();
  const at = (file: string) => path.join(root, file);
  const write = (file: string) => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), '');
  };
  for (const file of [...INPUTS, 'scripts/build-if-changed', 'bin/npm', 'dist/src/main.js']) write(file);
  copyFileSync(path.join(packageRoot, 'scripts/build-if-changed'), at('scripts/build-if-changed'));
  writeFileSync(at('bin/npm'), '#!/bin/sh\necho "$@" > called\n');
  chmodSync(at('bin/npm'), 0o755);
  const build = () => {
    rmSync(at('called'), { force: true });
    const PATH = `${at('bin')}:${process.env['PATH']}`;
    execFileSync(at('scripts/build-if-changed'), { env: { PATH }, stdio: 'pipe' });
    return existsSync(at('called'));
  };
  /** Waits until the clock of the file system, which has steps of milliseconds, has moved on. */
  const tick = () => {
    const changedAt = () => {
      write('clock');
      return statSync(at('clock'), { bigint: true }).ctimeNs;
    };
    for (const before = changedAt(); changedAt() === before; );
  };
  tick();
  write('dist/.built');
  tick();
  return { at, write, build };
}

type Change = [name: string, change: (made: ReturnType<typeof builtPackage>) => void];

test('nothing is compiled if nothing has changed', () => {
  expect(builtPackage().build()).toBe(false);
});

test.each<Change>([
  ['there is no build', ({ at }) => rmSync(at('dist'), { recursive: true })],
  ['a build was not finished', ({ at }) => rmSync(at('dist/.built'))],
  ['there is no generated client', ({ at }) => rmSync(at('prisma/generated'), { recursive: true })],
  ...INPUTS.map((file): Change => [`${file} changed`, ({ write }) => write(file)]),
  ['a file was added', ({ write }) => write('src/rules/new.ts')],
  ['a file was deleted', ({ at }) => rmSync(at('src/rules/ids.ts'))],
  [
    'another version of a file was copied with its older time',
    ({ at, write }) => {
      write('src/main.ts');
      utimesSync(at('src/main.ts'), LONG_AGO, LONG_AGO);
    },
  ],
])('everything is compiled if %s', (_, change) => {
  const made = builtPackage();
  change(made);
  expect(made.build()).toBe(true);
});
