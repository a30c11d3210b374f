import { expect, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf, runProgram } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';

const holder = testDatabase();

test('a key is made, listed without its secret, and revoked', { tags: ['long'] }, async () => {
  const settings = await operatorSettingsOf(holder.database);
  const keys = (...args: readonly string[]) => runProgram('src/commands/keys.js', settings, ...args);

  const made = await keys('create', '--name', 'desk', '--scopes', 'refunds:read', '--json');
  expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: '' });
  const { key, ...told } = JSON.parse(made.out);
  expect(told).toEqual({ id: expect.stringMatching(/^key_/), name: 'desk', scopes: ['refunds:read'] });
  expect(key).toMatch(/^rgk_[\w-]{43}$/);

  const again = await keys('create', '--name', 'desk', '--scopes', 'refunds:read');
  expect(again.code).toBe(1);
  expect(again.err).toBe(
    'refund-gateway: There is or was a key desk. Choose another name: the history of refunds tells callers apart by it. [KEY_EXISTS]\n',
  );

  const forPeople = await keys(
    'create',
    '--name',
    'bot',
    '--scopes',
    'refunds:write',
    '--expires',
    '2999-01-01',
  );
  expect(forPeople.out).toMatch(
    /^The key bot has the scope refunds:write\. It expires at 2999-01-01T00:00:00\.000Z\.\n\n {2}rgk_[\w-]{43}\n\nThe key is shown only this once\./,
  );

  expect(await keys('revoke', 'bot')).toEqual({
    code: 0,
    out: 'The key bot is revoked. Every process of the gateway refuses it within seconds.\n',
    err: '',
  });
  const unknown = await keys('revoke', 'nobody');
  expect(unknown).toEqual({
    code: 1,
    out: '',
    err: 'refund-gateway: There is no key nobody. "npm run keys -- list" shows all. [KEY_MISSING]\n',
  });

  const listed = await keys('list');
  expect(listed.out.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^name +state +scopes +created +expires +last used$/),
    expect.stringMatching(/^bot +revoked +refunds:write +\d{4}-\d\d-\d\d +2999-01-01$/),
    expect.stringMatching(/^desk +valid +refunds:read +\d{4}-\d\d-\d\d$/),
  ]);
  expect(listed.out).not.toContain(key.slice(4));
});

test('a key is made once, listed and revoked, each with what its operator needs to know', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const keys = (...args: readonly string[]) => runCommand('src/commands/keys.ts', settings, ...args);
  const scopes = ['--scopes', 'refunds:read'];

  expect((await keys('--help')).out).toMatch(/^Makes, lists and revokes the API keys/);
  const made = await keys('create', '--name', 'till', ...scopes);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/^The key till has the scope refunds:read\.\n\n {2}rgk_[\w-]{43}\n/);
  expect(JSON.parse((await keys('create', '--name', 'shop', ...scopes, '--json')).out)).toMatchObject({
    name: 'shop',
  });
  expect(await keys('create', '--name', 'till', ...scopes)).toEqual({
    code: 1,
    out: '',
    err: 'refund-gateway: There is or was a key till. Choose another name: the history of refunds tells callers apart by it. [KEY_EXISTS]\n',
  });
  expect(await keys('revoke', 'till')).toEqual({
    code: 0,
    out: 'The key till is revoked. Every process of the gateway refuses it within seconds.\n',
    err: '',
  });
  expect(await keys('revoke', 'nobody')).toEqual({
    code: 1,
    out: '',
    err: 'refund-gateway: There is no key nobody. "npm run keys -- list" shows all. [KEY_MISSING]\n',
  });
  expect((await keys('list')).out).toMatch(/^till +revoked +refunds:read /m);
  const listed: { name: string; revoked: string | null }[] = JSON.parse((await keys('list', '--json')).out);
  expect(listed.find(({ name }) => name === 'till')?.revoked).toMatch(/^\d{4}-/);
});
