import { expect, test } from 'vitest';
import type { CreatedKey, NewKey } from '../../src/callers/create-key.js';
import type { ListedKey } from '../../src/callers/list-keys.js';
import { createdJson, createdText, keysTable } from '../../src/commands/keys-text.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const key: ListedKey = {
  id: 'key_1',
  name: 'desk',
  scopes: ['refunds:read'],
  created: NOW,
  expires: null,
  revoked: null,
  lastUsed: null,
  createdBy: null,
  revokedBy: null,
};

test('the table tells who made and who revoked keys, if callers did', () => {
  const shop = { ...key, name: 'shop', createdBy: 'admin' };
  const old = { ...key, name: 'old', revoked: NOW, revokedBy: 'ben' };
  expect(keysTable([key, shop, old], NOW).split('\n')).toEqual([
    'name  state    scopes        created     expires  last used  made by  revoked by',
    'desk  valid    refunds:read  2026-03-01',
    'shop  valid    refunds:read  2026-03-01                      admin',
    'old   revoked  refunds:read  2026-03-01                               ben',
  ]);
  for (const keys of [[key, shop], [shop]])
    expect(keysTable(keys, NOW).split('\n')[0]).toMatch(/last used {2}made by$/);
});

test('the table has no columns for callers where operators did everything', () => {
  expect(keysTable([key, { ...key, revoked: NOW }], NOW).split('\n')[0]).toMatch(/last used$/);
});

test('the table tells when a key expires, and that a key is not valid from that time on', () => {
  const times = { lastUsed: new Date('2026-02-28T09:08:07Z'), scopes: ['refunds:read', 'refunds:write'] };
  const later = new Date(NOW.getTime() + 1);
  const keys = [
    { ...key, ...times, name: 'used', expires: later },
    { ...key, expires: NOW },
    { ...key, expires: NOW, revoked: NOW },
  ];
  expect(keysTable(keys, NOW).split('\n')).toEqual([
    'name  state    scopes                      created     expires     last used',
    'used  valid    refunds:read,refunds:write  2026-03-01  2026-03-01  2026-02-28T09:08',
    'desk  expired  refunds:read                2026-03-01  2026-03-01',
    'desk  revoked  refunds:read                2026-03-01  2026-03-01',
  ]);
});

test('without keys, the table says how to make one', () =>
  expect(keysTable([], NOW)).toBe(
    'There are no keys. "npm run keys -- create --help" says how to make one.',
  ));

test('a new key is told with its secret, for people and for scripts', () => {
  const made = { apiKey: { id: 'key_1' }, secret: 'rgk_x' } as CreatedKey;
  const asked: NewKey = { name: 'desk', scopes: ['refunds:read', 'refunds:write'], expires: null };
  const about = [
    '',
    '  rgk_x',
    '',
    'The key is shown only this once. Send it as "Authorization: Bearer <key>".',
  ];
  expect(createdText(made, asked).split('\n')).toEqual([
    'The key desk has the scopes refunds:read, refunds:write.',
    ...about,
  ]);
  expect(createdText(made, { ...asked, expires: NOW }).split('\n')).toEqual([
    'The key desk has the scopes refunds:read, refunds:write. It expires at 2026-03-01T12:00:00.000Z.',
    ...about,
  ]);
  expect(createdText(made, { ...asked, scopes: ['audit:read'] }).split('\n')).toEqual([
    'The key desk has the scope audit:read.',
    ...about,
  ]);
  expect(JSON.parse(createdJson(made, asked))).toEqual({
    ...{ id: 'key_1', name: 'desk', scopes: ['refunds:read', 'refunds:write'], key: 'rgk_x' },
  });
});
