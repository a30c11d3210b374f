import { expect, test } from 'vitest';
import type { KnownKeys } from '../../src/callers/known-keys.js';
import { recognizer } from '../../src/callers/recognize.js';

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
