import { expect, test } from 'vitest';
import type { ListedKey } from '../../src/callers/list-keys.js';
import { keysTable } from '../../src/commands/keys-text.js';

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
  expect(keysTable([key, shop], NOW).split('\n')[0]).toMatch(/last used {2}made by$/);
});

test('the table has no columns for callers where operators did everything', () => {
  expect(keysTable([key, { ...key, revoked: NOW }], NOW).split('\n')[0]).toMatch(/last used$/);
});
