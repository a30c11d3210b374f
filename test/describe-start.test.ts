import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeDatabase, describePolicy } from '../src/describe-start.js';
import { temporaryDirectory } from './support/databases/temporary-directory.js';

test('the log says which database is opened, and that the first start takes longer', () => {
  const directory = path.join(temporaryDirectory(), 'data');
  const text = () => describeDatabase({ database: { directory } });
  expect(text()).toBe(`Creating an embedded database in ${directory}, which takes some seconds`);
  mkdirSync(path.join(directory, 'pgdata'), { recursive: true });
  expect(text()).toBe(`Opening the embedded database in ${directory}`);
  const server = { database: { url: 'postgresql://desk:secret@127.0.0.1/refunds' } };
  expect(describeDatabase(server)).toBe('Opening the PostgreSQL database of DATABASE_URL');
});

test('the log says how many limits callers have, and where they come from', () => {
  expect(describePolicy({ policyFile: null }, { limits: [] })).toBe('No POLICY_FILE: callers have no limits');
  expect(describePolicy({ policyFile: '/etc/policy.json' }, { limits: [] })).toBe(
    'The policy of /etc/policy.json has 0 limits of callers',
  );
});
