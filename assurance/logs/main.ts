import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findingText, searchLogs } from '../../test/support/logs/search-logs.js';
import { Finding, runProgram } from '../program.js';

const USAGE = `npm run test:logs -- [--project postgresql|embedded|unit] [--file PATH]
Runs the tests with every gateway and every command at the log level trace, and then searches all that they printed for
API keys, tokens, credentials, passwords and e-mail addresses, and for the idempotency keys, notes and metadata that the
tests sent. Fails if it finds one, or if a test fails.
  --project the tests of one project (default: all)
  --file    the tests of one file or folder (default: all)`;

const VITEST = path.join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');

await runProgram(USAGE, ['project', 'file'], async ({ project, file }) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-test-logs-'));
  const failed = await runTests(directory, [
    ...(project === undefined ? [] : ['--project', project]),
    ...(file === undefined ? [] : [file]),
  ]);
  const { findings, outputs, lines, values } = searchLogs(directory);
  console.info(
    `Searched ${lines} lines of ${outputs} outputs for secrets, and for ${values} values that tests sent.`,
  );
  if (findings.length > 0)
    throw new Finding(`${findings.map(findingText).join('\n')}\n${findings.length} findings in ${directory}`);
  await rm(directory, { recursive: true });
  if (failed) throw new Finding('A test has failed.');
  if (lines === 0) throw new Finding('Nothing was printed, so nothing was searched.');
  console.info('No secret and no personal text was found.');
});

/** Returns whether a test has failed. */
async function runTests(directory: string, options: readonly string[]): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [VITEST, 'run', '--execArgv=--no-opt', '--execArgv=--liftoff-only', ...options],
    { env: { ...process.env, LOGS_DIRECTORY: directory }, stdio: 'inherit' },
  );
  const [code] = await once(child, 'close');
  return code !== 0;
}
