import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { programNames } from '../../assurance/clients/programs.js';
import { packageRoot } from '../../src/process/package-root.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const page = read('docs/clients.md');
const readme = read('packages/client/README.md');

/** A text without the way in which its lines are broken. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/,? ([)\]}])/g, '$1')
    .trim();

test('every example of docs/clients.md is a part of the program that is named before it', () => {
  const parts = [...page.matchAll(/<!-- (\S+) -->|```(?:ts|graphql)\n([\s\S]*?)```/g)];
  let file = '';
  let examples = 0;
  for (const [, named, code] of parts) {
    if (named) file = named;
    else {
      examples++;
      expect(plain(read(file)), `${file} has this example`).toContain(plain(code ?? ''));
    }
  }
  expect(examples).toBeGreaterThan(8);
});

test('every line of an example in the README of the package stands in a program', () => {
  const programs = readdirSync(path.join(packageRoot, 'examples/clients'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((file) => /^[\w-]+\/\w+\.ts$/.test(file))
    .map((file) => plain(read(`examples/clients/${file}`)));
  const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].flatMap(([, code]) =>
    (code ?? '').split(/\n\n/),
  );
  expect(blocks.length).toBeGreaterThan(5);
  const lines = blocks.flatMap((block) => (block.startsWith('import') ? block.trim().split('\n') : [block]));
  for (const line of lines)
    expect(
      programs.some((program) => program.includes(plain(line))),
      line,
    ).toBe(true);
});

test('the program of Relay has the settings of the package, with its own folder', () => {
  const settings = JSON.parse(read('packages/client/generated/relay.config.json'));
  expect(JSON.parse(read('examples/clients/relay/relay.config.json'))).toEqual({
    ...settings,
    src: './relay',
  });
});

test('docs/clients.md has every program, and the README every module of the package', () => {
  const programs = programNames();
  expect(programs.length).toBeGreaterThan(6);
  for (const name of programs) expect(page).toContain(`(../examples/clients/${name}/main.ts)`);
  const { name, exports } = JSON.parse(read('packages/client/package.json'));
  for (const place of Object.keys(exports).filter((place) => place !== './package.json'))
    expect(readme).toContain(`\`${place.replace('.', name)}\``);
});
