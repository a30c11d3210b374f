import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { startProcess } from '../support/processes/processes.js';
import { built } from '../support/processes/spawn-process.js';

/** Runs a program whose work is given as code, and returns what it printed to stderr. */
async function failureOf(work: string): Promise<string> {
  const module = pathToFileURL(built('src/process/run-program.js')).href;
  const code = `import { runProgram } from '${module}';
    const error = Object.assign(new Error('violated'), { detail: 'the blue cup', params: ['the blue cup'] });
    await runProgram(async () => { ${work} }, () => null);`;
  const running = startProcess([process.execPath, '--input-type=module', '-e', code]);
  expect(await running.ended).toBe(1);
  return running.stderr();
}

test.each([
  ['fails', 'throw error;'],
  ['has an exception in a listener', 'setImmediate(() => { throw error; }); setInterval(() => {}, 60_000);'],
  ['has a rejection that nobody awaits', 'void Promise.reject(error); setInterval(() => {}, 60_000);'],
])('a program that %s ends with the place of the error, without the values in it', async (_, work) => {
  const printed = await failureOf(work);
  expect(printed).toMatch(/^Error: violated\n +at /);
  expect(printed).not.toContain('the blue cup');
});
