import { expect, test } from 'vitest';
import { type ImportOptions, importObjects } from '../../src/import/import-objects.js';
import type { ImportReport } from '../../src/import/import-report.js';
import { readFiles } from '../../src/import/input/read-files.js';
import { RefusedFile } from '../../src/import/input/refused-file.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { chargeObject, refundObject } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

const filesOf = (...texts: readonly string[]) =>
  texts.map((text, index) => {
    async function* chunks() {
      yield Buffer.from(text);
    }
    return { name: `file ${index + 1}`, argument: `f${index + 1}`, chunks: chunks() };
  });

const importFiles = async (texts: readonly string[], options: Partial<ImportOptions> = {}) =>
  importObjects(holder.database, await readFiles(filesOf(...texts)), { clock: new TestClock(), ...options });

const countsOf = (report: ImportReport) =>
  report.outcome === 'imported' && ['charge', 'refund'].map((kind) => report.kinds.get(kind));

const json = (value: unknown) => JSON.stringify(value);

test('section 11: several files are one import, whatever the form of each, also without a line end', async () => {
  const [one, two] = [chargeObject({ amount_refunded: 100 }), chargeObject({ amount_refunded: 100 })];
  const texts = [
    json(refundObject({ charge: two.id })),
    JSON.stringify({ object: 'list', data: [one] }, null, 2),
    '',
    `${json(two)}\n${json(refundObject({ charge: one.id }))}`,
  ];
  const report = await importFiles(texts);
  expect(report).toMatchObject({ outcome: 'imported', lines: 4, unit: 'object' });
  expect(countsOf(report)).toEqual([
    { added: 2, updated: 0, unchanged: 0 },
    { added: 2, updated: 0, unchanged: 0 },
  ]);
  expect(countsOf(await importFiles(texts.toReversed()))).toEqual([
    { added: 0, updated: 0, unchanged: 2 },
    { added: 0, updated: 0, unchanged: 2 },
  ]);
});

test('section 11: if one of several files has a fault, nothing is imported, and the place names the file', async () => {
  const good = chargeObject();
  const texts = [
    `${json(good)}\nbad\n`,
    JSON.stringify([good, { object: 'charge' }], null, 2),
    `${json(good)}\n\n${json(good)}\nworse`,
  ];
  const second = JSON.stringify([good], null, 2).split('\n').length;
  const faults = [
    { file: 'file 1', line: 2, object: null },
    { file: 'file 2', line: second, object: 2 },
    { file: 'file 3', line: 4, object: null },
  ];
  expect(await importFiles(texts)).toMatchObject({ outcome: 'refused', faultCount: 3, faults });
  expect(await holder.database.prisma.charge.findUnique({ where: { id: good.id } })).toBeNull();

  const listed: unknown[] = [];
  const onFaults: ImportOptions['onFaults'] = async (batches) => {
    for await (const batch of batches) listed.push(...batch);
  };
  expect(await importFiles(texts, { skipFaulty: true, onFaults })).toMatchObject({ faultyCount: 3 });
  expect(listed).toMatchObject([
    { ...faults[0], text: 'bad' },
    { ...faults[1] },
    { ...faults[2], text: 'worse' },
  ]);
});

test('section 11: of several files, the one that cannot be read is named', async () => {
  const charge = json(chargeObject());
  await expect(readFiles(filesOf(charge, 'id,amount\nch_1,1\n'))).rejects.toMatchObject({
    file: 'file 2',
    message: expect.stringContaining('it is CSV'),
  });
  const cut = readFiles(filesOf(charge, `[${charge}`, charge));
  await expect(importObjects(holder.database, await cut, { clock: new TestClock() })).rejects.toMatchObject({
    name: 'RefusedFile',
    file: 'file 2',
  });
  await expect(readFiles(filesOf('id,amount\nch_1,1\n'))).rejects.toThrow(RefusedFile);
});

test('section 11: a list whose last page is in another file is complete', async () => {
  const page = (hasMore: boolean) =>
    JSON.stringify({ data: [chargeObject()], has_more: hasMore, url: '/v1/charges' });
  expect(await importFiles([page(false), page(true)])).toMatchObject({ cutListCount: 0 });
  expect(await importFiles([page(true), page(true)])).toMatchObject({
    cutLists: [{ file: 'file 2', line: 1, object: 1 }],
  });
  // A page of another file says nothing about what stands alone before it.
  const others = '{"object":"list","data":[{"object":"customer"}],"has_more":true,"url":"/v1/customers"}';
  expect(await importFiles([json(chargeObject()), others])).toMatchObject({ cutListCount: 0 });
});
