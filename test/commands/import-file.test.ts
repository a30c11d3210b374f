import { expect, test } from 'vitest';
import { openFiles } from '../../src/commands/import-file.js';

test('section 11: more files than can be open at once are refused, with another way', async () => {
  await expect(openFiles(Array<string>(1001).fill('none'))).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(/^1001 files are more than the 1000 .* cat FILES \| npm run import -- -$/),
  });
  await expect(openFiles(Array<string>(1000).fill('none'))).rejects.toThrow('none cannot be read');
});
