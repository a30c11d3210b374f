import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { findChromium } from './browser.js';
import { temporaryDirectory } from './databases/temporary-directory.js';
import { requireTool } from './tools.js';

test('Chromium is found in PATH, and CHROMIUM_PATH takes its place', async () => {
  const directory = await temporaryDirectory();
  const [installed, chosen] = [path.join(directory, 'bin', 'chromium'), path.join(directory, 'my-browser')];
  await mkdir(path.dirname(installed));
  for (const file of [installed, chosen]) await writeFile(file, '');
  const PATH = path.join(directory, 'bin');
  expect(findChromium({ PATH })).toBe(installed);
  expect(findChromium({ PATH, CHROMIUM_PATH: chosen })).toBe(chosen);
  expect(() => findChromium({ PATH, CHROMIUM_PATH: `${chosen}-gone` })).toThrow(`${chosen}-gone`);
});

test('a test whose program is missing is skipped with the sentence, and fails in CI', () => {
  const skip = vi.fn(() => {
    throw new Error('skipped');
  }) as never;
  expect(requireTool('/usr/bin/it', 'Install it.', skip, true)).toBe('/usr/bin/it');
  expect(() => requireTool(null, 'Install it.', skip, true)).toThrow('Install it.');
  expect(skip).not.toHaveBeenCalled();
  expect(() => requireTool(null, 'Install it.', skip, false)).toThrow('skipped');
  expect(skip).toHaveBeenCalledWith('Install it.');
});
