import { describe, expect, test } from 'vitest';
import { checkKey } from '../../src/callers/check-key.js';
import { allScopes, type Scope } from '../../src/rules/scopes.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const held: ReadonlySet<Scope> = new Set(['refunds:read', 'refunds:write', 'keys:manage']);
const key = { name: 'desk', scopes: ['refunds:read'], expires: null };
const check = (given: Partial<Parameters<typeof checkKey>[0]>, by = held) =>
  checkKey({ ...key, ...given }, by, NOW);

describe('section 15: a caller may make a key', () => {
  test('with its own scopes, each of them once and in their order', () =>
    expect(check({ scopes: ['keys:manage', 'refunds:read', 'keys:manage'] })).toEqual({
      ...key,
      scopes: ['refunds:read', 'keys:manage'],
    }));

  test('with every scope if it has all', () =>
    expect(check({ scopes: allScopes }, new Set(allScopes))).toEqual({ ...key, scopes: allScopes }));

  test('that expires a moment later', () => {
    const expires = new Date(NOW.getTime() + 1);
    expect(check({ expires })).toEqual({ ...key, expires });
  });
});

describe('section 15: a caller may not make a key', () => {
  test.each([
    ['without a name', { name: '' }, 'name'],
    ['with the name of the import', { name: 'import' }, 'name'],
    ['with a name on two lines', { name: 'a\nb' }, 'name'],
    ['with a name of 256 characters', { name: 'a'.repeat(256) }, 'name'],
    ['without a scope', { scopes: [] }, 'scopes'],
    ['with a scope that does not exist', { scopes: ['refunds:read', 'refunds:all'] }, 'scopes'],
    ['with a scope that objects have', { scopes: ['constructor'] }, 'scopes'],
    ['that has expired', { expires: NOW }, 'expires'],
  ])('%s', (_, given, param) => expect(check(given)).toMatchObject({ code: 'PARAMETER_INVALID', param }));

  test('with a scope that it does not have', () =>
    expect(check({ scopes: ['refunds:read', 'events:read', 'refunds:cancel'] })).toEqual({
      code: 'API_KEY_SCOPE_NOT_HELD',
      message: 'You cannot give the scope refunds:cancel, because you do not have it.',
      param: 'scopes',
      scope: 'refunds:cancel',
    }));

  test('a message repeats only the start of a long scope', () =>
    expect(check({ scopes: ['x'.repeat(100)] })).toMatchObject({
      message: `There is no scope '${'x'.repeat(64)}…'.`,
    }));
});
