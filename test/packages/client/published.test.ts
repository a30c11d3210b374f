import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { filesOf } from '../../../packages/client/build/files.js';
import { packageRoot } from '../../../src/process/package-root.js';

const directory = path.join(packageRoot, 'packages/client');
const read = (file: string): string => readFileSync(path.join(directory, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

/** All places of files in the map of exports. */
const targets = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(targets);

test('npm pack holds the generated files, the modules with their types, and nothing else', {
  tags: ['long'],
}, async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--silent'], {
    cwd: directory,
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  const packed = files.map(({ path }) => path).toSorted();
  const compiled = ['shape', 'small-introspection'].map((name) => `dist/generated/${name}`);
  const modules = [
    'apollo',
    'apollo-pages',
    'codegen',
    'graphcache',
    'possible-types',
    'scalars',
    'trusted-documents',
  ];
  expect(packed).toEqual(
    [
      'LICENSE',
      'README.md',
      'package.json',
      ...[...filesOf(read('generated/schema.graphql')).keys()]
        .filter((name) => name.endsWith('.d.ts') || !name.endsWith('.ts'))
        .map((name) => `generated/${name}`),
      ...[...compiled, ...modules.map((name) => `dist/src/${name}`)].flatMap((name) => [
        `${name}.js`,
        `${name}.d.ts`,
      ]),
    ].toSorted(),
  );
  // What a user may import is there.
  for (const target of targets(manifest.exports)) expect(packed).toContain(target.replace('./', ''));
});

test('its version, licence and engines are those of the gateway, and it has no dependency', () => {
  const { version, license, engines } = JSON.parse(
    readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
  );
  expect(manifest).toMatchObject({ version, license, engines, sideEffects: false, type: 'module' });
  expect(Object.keys(manifest).filter((key) => /ependencies/.test(key))).toEqual([]);
  expect(read('LICENSE')).toBe(readFileSync(path.join(packageRoot, 'LICENSE'), 'utf8'));
});
