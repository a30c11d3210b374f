import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMPORT_USAGE } from '../../src/commands/import-options.js';
import { lockDirectory } from '../../src/database/embedded/directory-lock.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { makeCluster } from '../support/databases/data-directory.js';
import { runProgram } from '../support/processes/processes.js';
import { chargeObject, refundObject, type StripeExample } from '../support/rows/stripe-objects.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-import-'));
});
afterAll(() => rm(directory, { recursive: true }));

const dataDirectory = () => path.join(directory, 'data');

const runImport = (...args: readonly string[]) =>
  runProgram('src/commands/import.js', { DATA_DIR: dataDirectory() }, ...args);

async function fileOf(...objects: readonly (StripeExample | string)[]): Promise<string> {
  const file = path.join(directory, 'objects.jsonl');
  const lines = objects.map((object) => (typeof object === 'string' ? object : JSON.stringify(object)));
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

test('section 11: without a file, or with one that cannot be read, the command says so and creates no database', {
  tags: ['long'],
}, async () => {
  expect(await runImport()).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^refund-gateway: No file is given\.\n\nUsage: .*\[USAGE\]\n$/s),
  });
  expect(await runImport('none.jsonl')).toMatchObject({
    code: 1,
    err: `refund-gateway: The file ${path.resolve('none.jsonl')} cannot be read: it does not exist. Give its whole path. [USAGE]\n`,
  });
  expect(await runImport(directory)).toMatchObject({
    code: 1,
    err: expect.stringContaining('it is a directory'),
  });
  const csv = path.join(directory, 'refunds.csv');
  await writeFile(csv, 'id,amount\nre_1,100\n');
  expect(await runImport(csv)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${csv} cannot be imported: it is CSV, not JSON`),
  });
  expect(await runImport('--help')).toMatchObject({ code: 0, out: `${IMPORT_USAGE}\n`, err: '' });
  expect(existsSync(dataDirectory())).toBe(false);
});

test('section 11: the command creates the ledger, reports, and imports nothing of a bad file', {
  tags: ['long'],
}, async () => {
  makeCluster(dataDirectory(), 'empty');
  const charge = chargeObject();
  const bad = await runImport(await fileOf(charge, 'nonsense', ...Array<string>(30).fill('{}')));
  expect(bad).toMatchObject({ code: 1, out: '' });
  expect(bad.err).toContain('has 31 faults, so nothing was imported:\n  Line 2: it is not JSON.\n');
  const faults = path.join(directory, 'objects.jsonl.faults.jsonl');
  expect(bad.err).toContain(`… and 11 more.\nAll of them are listed in ${faults}.\n`);
  expect((await readFile(faults, 'utf8')).trimEnd().split('\n')).toHaveLength(31);
  expect(bad.err).toContain('[IMPORT_REFUSED]');

  const file = await fileOf(refundObject({ charge: charge.id }), charge, { object: 'customer' });
  const dry = await runImport('--dry-run', file);
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Dry run: nothing was written') });
  const good = await runImport(file);
  expect(good).toMatchObject({ code: 0, err: '' });
  // The dry run has not written the charge.
  expect(good.out).toMatch(/^charge +1 +0 +0$/m);
  expect(good.out).toMatch(/^refund +1 +0 +0$/m);
  expect(good.out).toContain('customer (1)');
  expect(good.out).toMatch(/^Imported 3 lines in \d+\.\d s\.$/m);

  const database = await openDatabase({ directory: dataDirectory() });
  expect(await database.prisma.charge.findUnique({ where: { id: charge.id } })).toMatchObject({
    amountRefunded: 100n,
  });
  await database.close();

  const lock = await lockDirectory(dataDirectory());
  const beside = await runImport(file);
  lock.release();
  expect(beside).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Another process .* has the data directory .*\[DATA_DIR_IN_USE\]/),
  });
});

test('section 11: a dry run without a ledger creates none', async ({ skip }) => {
  if (process.env['EMBEDDED'] !== 'all')
    skip('It creates a whole cluster for its file, which takes ten seconds. npm run test:embedded runs it');
  const file = await fileOf(chargeObject());
  const none = path.join(directory, 'none');
  const result = await runProgram('src/commands/import.js', { DATA_DIR: none }, '--dry-run', file);
  expect(result.out).toMatch(/^charge +1 +0 +0$/m);
  expect(result).toMatchObject({ code: 0, err: '' });
  expect(existsSync(none)).toBe(false);
});
