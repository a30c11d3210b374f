import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { runCommand } from '../support/processes/run-command.js';

test('npm run migrate takes no options, and somebody who asks for help migrates nothing', async () => {
  const DATA_DIR = `${temporaryDirectory()}/none`;
  const migrate = (option: string) => runCommand('src/commands/migrate.ts', { DATA_DIR }, option);
  const usage = 'Usage: npm run migrate. It brings the schema of DATABASE_URL or DATA_DIR to this version.';
  expect(await migrate('--help')).toEqual({ code: 0, out: `${usage}\n`, err: '' });
  expect(await migrate('now')).toEqual({ code: 1, out: '', err: `refund-gateway: ${usage} [USAGE]\n` });
  expect(existsSync(DATA_DIR)).toBe(false);
});
