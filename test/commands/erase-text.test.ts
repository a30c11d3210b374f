import { expect, test } from 'vitest';
import {
  erasedJson,
  erasedText,
  expiredJson,
  expiredText,
  expiryProgressText,
} from '../../src/commands/erase-text.js';

test('the progress of a run of retention tells its step and how far it is', () => {
  expect(expiryProgressText({ step: 'waiting for an import', count: 0 })).toBe('Waiting for an import');
  expect(expiryProgressText({ step: 'looking', table: 'charge', count: 3000 })).toBe(
    'Looking for addresses: 3000 rows of charge',
  );
  expect(expiryProgressText({ step: 'erasing', count: 7 })).toBe('Erasing: 7 people and objects');
});

const erased = { outcome: 'erased', rows: { charge: 1, refund: 0 }, kept: {} } as const;

test('the text of an erasure counts the changed rows, and those that keep the address', () => {
  expect(erasedText(erased, false)).toBe(
    'Erased. These rows were changed:\n  charge                          1',
  );
  expect(erasedText({ ...erased, kept: { 'api_key.name': 2 } }, true).split('\n')).toEqual([
    'Dry run: nothing was changed. These rows would be changed:',
    '  charge                          1',
    'These rows keep the address, because it is the name or the key of a caller:',
    '  api_key.name                    2',
  ]);
});

const CUTOFF = '2026-10-01T00:00:00.000Z';
const nobody = {
  cutoff: CUTOFF,
  people: 0,
  objectsWithoutAddress: 0,
  rows: { charge: 0 },
  inFlight: { people: 0, ids: [] },
};
/** The ids of so many refunds, in flight for so many people. */
const inFlight = (people: number, refunds: number) => ({
  people,
  ids: Array.from({ length: refunds }, (_, at) => `re_${at + 1}`),
});

test('the text of a run of retention says whether anybody was old enough', () => {
  const text = `Nobody was old enough: nothing has to be erased of before ${CUTOFF}.`;
  expect([expiredText(nobody, false), expiredText(nobody, true)]).toEqual([text, text]);
  const names = { ...nobody, objectsWithoutAddress: 1, rows: { imported_object: 1 } };
  expect(expiredText(names, false).split('\n')).toEqual([
    `0 people were erased, for whom nothing has happened since ${CUTOFF}, and names in 1 objects without an address. These rows were changed:`,
    '  imported_object                 1',
  ]);
  const one = { ...nobody, people: 1, objectsWithoutAddress: 1, rows: { charge: 1 } };
  expect(expiredText(one, true).split('\n')).toEqual([
    `Dry run: nothing was changed. 1 person would be erased, for whom nothing has happened since ${CUTOFF}, and names in 1 objects without an address. These rows would be changed:`,
    '  charge                          1',
  ]);
});

test('the text of a run of retention names what is in flight, the first 20', () => {
  const lineOf = (people: number, refunds: number) =>
    expiredText({ ...nobody, inFlight: inFlight(people, refunds) }, false)
      .split('\n')
      .at(-1);
  const all = inFlight(1, 20).ids.join(', ');
  const why = 'refunds and approvals in flight need their addresses';
  expect([lineOf(1, 20), lineOf(2, 21)]).toEqual([
    `1 person stay, because 20 ${why}: ${all}`,
    `2 people stay, because 21 ${why}: ${all}, …`,
  ]);
});

test('scripts get the same as JSON', () => {
  expect([erasedJson(erased, true), expiredJson(nobody, false)].map((line) => JSON.parse(line))).toEqual([
    { dryRun: true, rows: { charge: 1, refund: 0 }, kept: {} },
    { dryRun: false, ...nobody },
  ]);
});
