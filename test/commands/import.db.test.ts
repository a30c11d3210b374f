import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf, runProgram, startProcess } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';
import { program } from '../support/processes/spawn-process.js';
import { firstCharge } from '../support/rows/first-charge.js';
import { chargeObject, refundObject } from '../support/rows/stripe-objects.js';

// What the command does with a data directory is in import.embedded.test.ts: opening one takes longer than the import.
const holder = testDatabase();

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-import-'));
});
afterAll(() => rm(directory, { recursive: true }));

const runImport = async (...args: readonly string[]) =>
  runProgram('src/commands/import.js', await operatorSettingsOf(holder.database), ...args);

/** The same in this process. */
const runHere = async (...args: readonly string[]) =>
  runCommand('src/commands/import.ts', await operatorSettingsOf(holder.database), ...args);

async function fileOf(...objects: readonly (object | string)[]): Promise<string> {
  const file = path.join(directory, 'objects.jsonl');
  const lines = objects.map((object) => (typeof object === 'string' ? object : JSON.stringify(object)));
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

test('section 11: the line in docs/getting-started.md is imported', async () => {
  const result = await runImport(await fileOf(firstCharge));
  expect(result).toMatchObject({ code: 0, err: '' });
  expect(result.out).toMatch(/^charge +1 +0 +0$.*^Imported 1 line in \d/ms);
});

test('section 11: several files are imported together, and faults name theirs', {
  tags: ['long'],
}, async () => {
  const charge = chargeObject();
  const charges = path.join(directory, 'charges.json');
  const refunds = path.join(directory, 'refunds.jsonl');
  await writeFile(charges, JSON.stringify(charge));
  await writeFile(refunds, `${JSON.stringify(refundObject({ charge: charge.id }))}\n{"object":"charge"}`);
  const bad = await runImport(refunds, charges);
  expect(bad).toMatchObject({ code: 1, out: '' });
  expect(bad.err).toContain('The set of 2 files has 1 fault, so nothing was imported:\n');
  expect(bad.err).toContain(`  ${refunds}, line 2: charge: amount is missing`);
  const good = await runImport('--skip-faulty', refunds, charges);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(good.out).toMatch(/^charge +1 +0 +0$.*^refund +1 +0 +0$/ms);
  expect(JSON.parse(await readFile(`${refunds}.faults.jsonl`, 'utf8'))).toMatchObject({
    file: refunds,
    line: 2,
    text: '{"object":"charge"}',
  });
  const csv = path.join(directory, 'more.csv');
  await writeFile(csv, 'id,amount\nre_1,100\n');
  expect(await runImport(charges, csv)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${csv} cannot be imported: it is CSV, not JSON`),
  });
  expect(await runImport(charges, 'none')).toMatchObject({
    code: 1,
    err: expect.stringContaining('none cannot be read: it does not exist'),
  });
});

test('section 11: the standard input is imported, and a dry run leaves the ledger as it is', {
  tags: ['long'],
}, async () => {
  const file = path.join(directory, 'page.json');
  await writeFile(
    file,
    JSON.stringify({ object: 'list', data: [chargeObject(), { object: 'charge' }] }, null, 2),
  );
  const faults = path.join(directory, 'left-out.jsonl');
  const run = async (...args: readonly string[]) => {
    const command = [
      'sh',
      '-c',
      'exec "$@" < "$0"',
      file,
      ...program('src/commands/import.js'),
      ...args,
      '-',
    ];
    const running = startProcess(command as [string, ...string[]], await operatorSettingsOf(holder.database));
    return { code: await running.ended, out: running.stdout(), err: running.stderr() };
  };
  expect(await run()).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /The standard input has 1 fault,.*Line 46 \(object 2\): charge: amount is missing/s,
    ),
  });
  const dry = await run('--skip-faulty', '--dry-run', '--faults', `${faults}.dry`);
  expect(dry).toMatchObject({
    code: 0,
    out: expect.stringContaining('Dry run: nothing was written to the ledger.'),
  });
  const result = await run('--skip-faulty', '--faults', faults);
  expect(result).toMatchObject({ code: 0, err: '' });
  // The dry run has not written the charge.
  expect(result.out).toMatch(/^charge +1 +0 +0$/m);
  expect(result.out).toMatch(
    `Left out 1 faulty object, with the reasons, in ${faults}.\nImported 1 object in`,
  );
  expect(JSON.parse(await readFile(faults, 'utf8'))).toMatchObject({ line: 46, object: 2 });
});

test('section 11: a file with nothing in it is no success', async () => {
  const empty = await fileOf();
  const result = await runHere('--dry-run', empty);
  expect(result).toEqual({
    code: 1,
    out: '',
    err: `refund-gateway: ${empty} has nothing to import. Did the export fail? [IMPORT_EMPTY]\n`,
  });
});

test('section 11: a file with nothing for the ledger is no success', async () => {
  const customers = await fileOf({ id: 'cus_1', object: 'customer' });
  const result = await runHere('--dry-run', customers);
  expect(result).toEqual({
    code: 1,
    out: '',
    err: `refund-gateway: ${customers} has only objects of kinds that the ledger does not keep: customer (1). Nothing was imported. [IMPORT_EMPTY]\n`,
  });
});

test('section 11: a fault refuses all files; without the faulty object they are imported, and a dry run writes nothing', async () => {
  const charge = chargeObject();
  const charges = path.join(directory, 'short-charges.json');
  const refunds = path.join(directory, 'short-refunds.jsonl');
  await writeFile(charges, JSON.stringify(charge));
  await writeFile(refunds, `${JSON.stringify(refundObject({ charge: charge.id }))}\n{"object":"charge"}`);

  const refused = await runHere(refunds, charges);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('The set of 2 files has 1 fault, so nothing was imported:\n');
  expect(refused.err).toMatch(/\[IMPORT_REFUSED\]\n$/);
  const dry = await runHere('--skip-faulty', '--dry-run', '--faults', `${refunds}.dry`, refunds, charges);
  expect(dry).toMatchObject({ code: 0, err: '' });
  expect(dry.out).toContain('Dry run: nothing was written to the ledger.');
  expect(JSON.parse(await readFile(`${refunds}.dry`, 'utf8'))).toMatchObject({ file: refunds, line: 2 });
  const written = await runHere('--skip-faulty', refunds, charges);
  expect(written).toMatchObject({ code: 0, err: '' });
  expect(written.out).toMatch(/^charge +1 +0 +0$.*^refund +1 +0 +0$/ms);
  expect(written.out).toContain(`in ${refunds}.faults.jsonl`);

  const taken = await runHere('--skip-faulty', '--faults', `${refunds}.dry`, refunds);
  expect(taken.err).toMatch(/short-refunds\.jsonl\.dry: it exists already.*\[FAULTS_FILE_UNUSABLE\]\n$/);
  const faulty = path.join(directory, 'only-faulty.jsonl');
  await writeFile(faulty, '{"object":"charge"}');
  expect(await runHere('--skip-faulty', faulty)).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: Everything in ${faulty} is faulty, so nothing was imported. The reasons are in ${faulty}.faults.jsonl. [IMPORT_REFUSED]\n`,
  });
  const csv = path.join(directory, 'short.csv');
  await writeFile(csv, 'id,amount\nre_1,100\n');
  expect((await runHere(csv)).err).toContain(`${csv} cannot be imported: it is CSV, not JSON`);
  expect((await runHere('--help')).out).toMatch(/^Usage: npm run import/);
});

test('section 11: a file that is to take the faults must be new, also if there are none', async () => {
  const file = await fileOf(chargeObject());
  const taken = await runHere('--faults', file, file);
  expect(taken).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: The faults cannot be written to ${file}: it exists already, and is not overwritten. Name another file with --faults. [FAULTS_FILE_UNUSABLE]\n`,
  });
});

test('section 11: faults that cannot be listed in a file are no reason to hide them', async () => {
  const file = await fileOf(...Array<string>(21).fill('{"object":"charge"}'));
  const faults = path.join(directory, 'none', 'faults.jsonl');
  const hidden = await runHere('--faults', faults, file);
  expect(hidden).toMatchObject({ code: 1, out: '' });
  expect(hidden.err).toContain(`${file} has 21 faults, so nothing was imported:\n  Line 1: charge: `);
  expect(hidden.err).toContain(
    `\nThe faults cannot be written to ${faults}: there is no such directory. Name another file with --faults.\n`,
  );
  // Here the file is all that there is of them.
  const leftOut = await runHere('--skip-faulty', '--faults', faults, file);
  expect(leftOut).toMatchObject({
    ...{ code: 1, out: '' },
    err: expect.stringMatching(
      /^refund-gateway: The faults cannot be written to .*\[FAULTS_FILE_UNUSABLE\]\n$/,
    ),
  });
});

test('section 11: a file that changes nothing is a success', async () => {
  const file = await fileOf(chargeObject());
  expect(await runHere(file)).toMatchObject({ code: 0 });
  const again = await runHere(file);
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toMatch(/^charge +0 +0 +1$/m);
});

test('section 11: an option that npm has taken for itself imports nothing', async () => {
  const file = await fileOf(chargeObject());
  const settings = { ...(await operatorSettingsOf(holder.database)), npm_config_dry_run: 'true' };
  expect((await runCommand('src/commands/import.ts', settings, file)).err).toMatch(
    /^refund-gateway: npm took --dry-run for itself\. .*\[USAGE\]\n$/s,
  );
});
