import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

const run = promisify(execFile);

test('prisma validate downloads nothing, so it works while the address of its engine is unreachable', {
  tags: ['long'],
}, async () => {
  const { stdout } = await run('npx', ['prisma', 'validate'], {
    cwd: packageRoot,
    env: { ...process.env, PRISMA_ENGINES_MIRROR: 'http://127.0.0.1:1' },
  });
  expect(stdout).toContain('is valid');
});
