import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openFiles } from '../../src/commands/import-file.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { openedFiles } from '../support/opened-files.js';

/** A file with a text. */
function fileOf(text: string): string {
  const directory = temporaryDirectory();
  const file = path.join(directory, `${readdirSync(directory).length}.jsonl`);
  writeFileSync(file, text);
  return file;
}

test('section 11: more files than can be open at once are refused, with another way', async () => {
  await expect(openFiles(Array<string>(1001).fill('none'))).rejects.toMatchObject({
    code: 'USAGE',
    message:
      '1001 files are more than the 1000 that can be imported together. Import them in parts, or join them: cat FILES | npm run import -- -',
  });
  await expect(openFiles(Array<string>(1000).fill('none'))).rejects.toThrow('none cannot be read');
});

test('section 11: a file has its name, and the standard input has one for people and one for commands', async () => {
  const file = fileOf('{}');
  const [named, input] = await openFiles([file, null]);
  expect(named).toMatchObject({ name: file, argument: file, path: file });
  expect(input).toMatchObject({ name: 'The standard input', argument: 'FILE', path: null });
  expect(input?.chunks).toBe(process.stdin);
  for await (const chunk of named?.chunks ?? []) expect(String(chunk)).toBe('{}');
  await Promise.all([named?.close(), input?.close()]);
});

test('section 11: what is no ordinary file has no path: it cannot be read again, and nothing is put beside it', async () => {
  const [file] = await openFiles(['/dev/null']);
  expect(file).toMatchObject({ name: '/dev/null', path: null });
  await file?.close();
});

test('section 11: a file that cannot be read is told with its whole path, and all others are closed', async () => {
  const file = fileOf('{}');
  const opened = openedFiles();
  const descriptors = () => opened.map(({ fd }) => fd);
  const none = path.resolve('none.jsonl');
  await expect(openFiles([file, file, 'none.jsonl'])).rejects.toMatchObject({
    code: 'USAGE',
    message: `The file ${none} cannot be read: it does not exist. Give its whole path.`,
  });
  expect(descriptors()).toEqual([-1, -1]);
  const directory = path.dirname(file);
  await expect(openFiles([directory])).rejects.toMatchObject({
    code: 'USAGE',
    message: `The file ${directory} cannot be read: it is a directory.`,
  });
  expect(descriptors()).toEqual([-1, -1, -1]);
});
