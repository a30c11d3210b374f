import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { runProgram } from '../support/processes/processes.js';

test('npm run migrate takes no options, and somebody who asks for help migrates nothing', async () => {
  const DATA_DIR = `${temporaryDirectory()}/none`;
  const { code, err } = await runProgram('src/commands/migrate.js', { DATA_DIR }, '--help');
  expect({ code, err }).toEqual({
    code: 1,
    err: 'refund-gateway: Usage: npm run migrate, on the ledger of DATABASE_URL or DATA_DIR. [USAGE]\n',
  });
  expect(existsSync(DATA_DIR)).toBe(false);
});
