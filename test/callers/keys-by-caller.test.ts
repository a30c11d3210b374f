import { beforeEach, expect, test, vi } from 'vitest';
import type { CallerContext } from '../../src/callers/caller-context.js';
import { createKeyByCaller } from '../../src/callers/create-key-by-caller.js';
import { revokeKeyByCaller } from '../../src/callers/revoke-key-by-caller.js';
import { allScopes } from '../../src/rules/scopes.js';
import { TestClock } from '../support/gateways/test-clock.js';

const keysChanged = vi.fn(async () => {});
beforeEach(() => void keysChanged.mockClear());

/** A ledger that has every name of a key already, and no key to revoke. */
const context: CallerContext = {
  database: { write: async () => [] },
  clock: new TestClock(),
  actor: 'admin',
  scopes: new Set(allScopes),
  keysChanged,
};

test.each([
  ['desk', 'desk'],
  ['d'.repeat(65), `${'d'.repeat(64)}…`],
])('section 15: a name that is taken is refused, and no key has changed: %s', async (name, told) => {
  expect(await createKeyByCaller(context, { name, scopes: ['refunds:read'], expires: null })).toEqual({
    code: 'API_KEY_NAME_TAKEN',
    message: `There is or was a key '${told}'. Choose another name.`,
    param: 'name',
  });
  expect(keysChanged).not.toHaveBeenCalled();
});

test.each([
  ['id', 'key_none'],
  ['name', 'none'],
] as const)(
  'section 15: where there is no key to revoke by its %s, no key has changed',
  async (by, value) => {
    const asked = { id: null, name: null, [by]: value };
    expect(await revokeKeyByCaller(context, asked)).toEqual({
      code: 'RESOURCE_MISSING',
      message: `No such api_key: '${value}'`,
      param: by,
    });
    expect(keysChanged).not.toHaveBeenCalled();
  },
);
