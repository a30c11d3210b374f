import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requireFree, writeFaults } from '../../src/commands/faults-file.js';
import type { FaultRecord } from '../../src/import/import-report.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { openBy, openedFiles } from '../support/opened-files.js';

const fault: FaultRecord = { line: 3, object: null, file: null, why: 'it is "bad"', text: '{"a":\n1}' };

async function* batches() {
  yield [fault, fault];
  yield [{ ...fault, line: 9, object: 2, file: 'b', text: null }];
}

test('section 11: faults are written as JSON, one per line', async () => {
  const file = path.join(temporaryDirectory(), 'a.jsonl');
  const written = await writeFaults({ beside: file }, batches());
  expect(written).toBe(`${file}.faults.jsonl`);
  const lines = readFileSync(written, 'utf8').trimEnd().split('\n');
  const { line, why, text } = fault;
  expect(lines.map((one) => JSON.parse(one))).toEqual([
    { line, why, text },
    { line, why, text },
    { line: 9, object: 2, file: 'b', why },
  ]);
});

test('section 11: a file that exists is never overwritten', async () => {
  const file = path.join(temporaryDirectory(), 'a.jsonl');
  writeFileSync(`${file}.faults.jsonl`, 'mine');
  expect(await writeFaults({ beside: file }, batches())).toBe(`${file}.faults.2.jsonl`);
  const named = { named: `${file}.faults.jsonl` };
  const refusal = {
    code: 'FAULTS_FILE_UNUSABLE',
    message: `The faults cannot be written to ${named.named}: it exists already, and is not overwritten. Name another file with --faults.`,
  };
  await expect(writeFaults(named, batches())).rejects.toMatchObject(refusal);
  expect(readFileSync(named.named, 'utf8')).toBe('mine');
  expect(() => requireFree(named)).toThrow(refusal.message);
  expect(() => requireFree({ named: `${file}.new` })).not.toThrow();
  expect(() => requireFree({ beside: `${file}.faults.jsonl` })).not.toThrow();
});

test('section 11: a file of faults is told with its whole path, whatever its name on the command line is', async () => {
  const file = path.join(temporaryDirectory(), 'a.jsonl');
  const named = { named: path.relative(process.cwd(), file) };
  expect(await writeFaults(named, batches())).toBe(file);
  expect(() => requireFree(named)).toThrow(`The faults cannot be written to ${file}: it exists already`);
});

test('section 11: a file of faults that cannot be written is told in words', async () => {
  const directory = temporaryDirectory();
  await expect(writeFaults({ named: path.join(directory, 'none', 'a') }, batches())).rejects.toThrow(
    'there is no such directory. Name another file with --faults.',
  );
  const beside = path.join(directory, 'none', 'a');
  await expect(writeFaults({ beside }, batches())).rejects.toThrow(
    `The faults cannot be written to ${beside}.faults.jsonl: there is no such directory. Name another file`,
  );
  writeFileSync(path.join(directory, 'a'), '');
  await expect(writeFaults({ named: path.join(directory, 'a', 'b') }, batches())).rejects.toThrow(
    'a part of its path is a file. Name another file with --faults.',
  );
  mkdirSync(path.join(directory, 'b.faults.jsonl'));
  expect(await writeFaults({ beside: path.join(directory, 'b') }, batches())).toMatch(/b\.faults\.2\.jsonl$/);
});

test('section 11: beside a file there are at most 1000 files of faults', async () => {
  openBy(() => Promise.reject(Object.assign(new Error(), { code: 'EEXIST' })));
  await expect(writeFaults({ beside: '/a' }, batches())).rejects.toThrow(
    `The faults cannot be written to ${path.resolve('/a.faults.1000.jsonl')}: it exists already, and is not overwritten. Name another file with --faults.`,
  );
});

test('the file of faults is closed, also if the faults cannot be read to their end', async () => {
  const opened = openedFiles();
  async function* broken() {
    yield [fault];
    throw new Error('The connection is gone');
  }
  const named = path.join(temporaryDirectory(), 'a');
  await expect(writeFaults({ named }, broken())).rejects.toThrow('The connection is gone');
  expect(opened.map(({ fd }) => fd)).toEqual([-1]);
});

test('section 11: a disk that is full before the last fault is told in words', async () => {
  const appendFile = () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }));
  openBy(async () => ({ appendFile, close: async () => {} }) as unknown as FileHandle);
  await expect(writeFaults({ named: '/a' }, batches())).rejects.toMatchObject({
    code: 'FAULTS_FILE_UNUSABLE',
    message: `The faults cannot be written to ${path.resolve('/a')}: the disk is full. Name another file with --faults.`,
  });
});
