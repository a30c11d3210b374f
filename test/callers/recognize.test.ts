import { expect, test } from 'vitest';
import type { KnownKeys } from '../../src/callers/known-keys.js';
import { recognizer } from '../../src/callers/recognize.js';
import type { Tokens } from '../../src/callers/tokens.js';

test('a key that was made stays made, even if the keys cannot be read anew at once', async () => {
  let asked = 0;
  const keys: Pick<KnownKeys, 'readAnew'> = {
    readAnew: async () => {
      asked++;
      throw new Error('The database is away');
    },
  };
  await recognizer(keys as KnownKeys, null).keysChanged();
  expect(asked).toBe(1);
});

test.each([
  [false, false, false],
  [true, false, true],
  [false, true, true],
  [true, true, true],
])(
  'with keys: %j, with tokens: %j, callers must say who they are: %j',
  (hasKeys, takesTokens, isConfigured) => {
    const tokens = takesTokens ? ({} as Tokens) : null;
    expect(recognizer({ hasKeys } as KnownKeys, tokens).isConfigured).toBe(isConfigured);
  },
);
