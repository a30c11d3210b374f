import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeLocation } from '../../src/ledger/open-ledger.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';

test('the log says which database is opened, without its password, and that a first start takes longer', () => {
  const directory = path.join(temporaryDirectory(), 'data');
  expect(describeLocation({ directory })).toBe(
    `Creating an embedded database in ${directory}, which takes some seconds`,
  );
  mkdirSync(path.join(directory, 'pgdata'), { recursive: true });
  expect(describeLocation({ directory })).toBe(`Opening the embedded database in ${directory}`);
  expect(describeLocation({ url: 'postgresql://desk:secret@127.0.0.1/refunds' })).toBe(
    'Opening the PostgreSQL database of DATABASE_URL',
  );
});
