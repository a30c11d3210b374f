import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/process/logger.js';
import { startProcess } from '../support/processes/processes.js';
import { built } from '../support/processes/spawn-process.js';

test('a line has its level, its time, its message and what can be told of an error, and nothing else', () => {
  const lines: string[] = [];
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  logger.info('too little to be told');
  logger.warn({ err: 'broken by anna@example.com', path: '/anna@example.com' }, 'Broken');
  const [line, ...others] = lines.map((text) => JSON.parse(text));
  expect(others).toEqual([]);
  expect(line).toEqual({
    level: 40,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    err: { type: 'string', message: 'broken by [masked]', stack: 'broken by [masked]' },
    path: '/[masked]',
    msg: 'Broken',
  });
});

/** What a process prints that ends right after its line. */
async function printed(isTerminal: boolean): Promise<string> {
  const module = pathToFileURL(built('src/process/logger.js')).href;
  const code = `import { createLogger } from '${module}';
    Object.defineProperty(process.stdout, 'isTTY', { value: ${isTerminal} });
    createLogger('info').info({ reqId: 'asked-1' }, 'ready for anna@example.com');
    process.exit();`;
  const running = startProcess([process.execPath, '--input-type=module', '-e', code]);
  expect(await running.ended).toBe(0);
  return running.stdout();
}

test('the last line is not lost: as JSON, or on a terminal with the time of day and without the id of the request', async () => {
  const timeOfDay = () => new Date().toTimeString().slice(0, 'HH:MM'.length);
  const before = timeOfDay();
  const [json, pretty] = await Promise.all([printed(false), printed(true)]);
  expect(JSON.parse(json)).toMatchObject({ level: 30, reqId: 'asked-1', msg: 'ready for [masked]' });
  const [green, cyan, end] = ['\u001b[32m', '\u001b[36m', '\u001b[39m'];
  expect([before, timeOfDay()]).toContain(pretty.slice('['.length, '[HH:MM'.length));
  expect(pretty.replace(/^\[(\d\d:){2}\d\d\]/, '[time]')).toBe(
    `[time] ${green}INFO${end}: ${cyan}ready for [masked]${end}\n`,
  );
});
