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
  const NAME = 'No key can have this name: it is reserved, blank, too long, or not on one line.';
  test.each([
    ['without a name', { name: '' }, 'name', NAME],
    ['with the name of the import', { name: 'import' }, 'name', NAME],
    ['with a name on two lines', { name: 'a\nb' }, 'name', NAME],
    ['with a name of 256 characters', { name: 'a'.repeat(256) }, 'name', NAME],
    ['without a scope', { scopes: [] }, 'scopes', 'A key needs at least one scope.'],
    [
      'with a scope that does not exist',
      { scopes: ['refunds:read', 'refunds:all'] },
      'scopes',
      "There is no scope 'refunds:all'.",
    ],
    ['with a scope without a name', { scopes: [''] }, 'scopes', "There is no scope ''."],
    [
      'with a scope that objects have',
      { scopes: ['constructor'] },
      'scopes',
      "There is no scope 'constructor'.",
    ],
    ['that has expired', { expires: NOW }, 'expires', 'A key must expire at a time to come.'],
  ])('%s', (_, given, param, message) =>
    expect(check(given)).toEqual({ code: 'PARAMETER_INVALID', message, param }),
  );

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
