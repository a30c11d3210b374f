import { expect, test } from 'vitest';
import type { Connection } from '../../src/database/batches.js';
import type { ImportProgress } from '../../src/import/import-report.js';
import { type Item, MAX_LINE_BYTES } from '../../src/import/line.js';
import { readObjects } from '../../src/import/steps/read-objects.js';
import { hashOfEmail } from '../../src/rules/erased-email.js';
import { chargeObject, refundObject, type StripeExample } from '../support/rows/stripe-objects.js';

interface Erased {
  readonly hash: string;
  readonly at: Date;
}

/** The temporary table that a statement fills, and its rows. */
function staged({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) {
  const table = /INSERT INTO (\w+)/.exec(text)?.[1] ?? text;
  if (table !== 'import_said') return [table, JSON.parse(`${values[0]}`)];
  const [ids, lines, expanded, said] = values as [string[], number[], boolean[], Buffer];
  const texts = said.toString().split('\x1e');
  return [table, ids.map((id, index) => [id, lines[index], expanded[index], JSON.parse(texts[index] ?? '')])];
}

/** Reads a file on a connection that only takes the statements. */
async function read(
  items: Iterable<Item> | AsyncIterable<Item>,
  {
    keepTexts = false,
    erased = [],
  }: { readonly keepTexts?: boolean; readonly erased?: readonly Erased[] } = {},
) {
  const sent: unknown[] = [];
  const progress: ImportProgress[] = [];
  const query = async (given: string | { text: string; values: unknown[] }, values?: unknown[]) => {
    const statement = typeof given === 'string' ? { text: given, values: values ?? [] } : given;
    if (statement.text.startsWith('SELECT')) return { rows: erased };
    sent.push(staged(statement));
    return { rows: [] };
  };
  const connection = { query } as unknown as Connection;
  const result = await readObjects(connection, items, keepTexts, (told) => progress.push(told));
  return { ...result, skipped: Object.fromEntries(result.skipped), sent, progress };
}

const lineOf = (object: StripeExample): string => JSON.stringify(object);
const customer = '{"object":"customer"}';
const reading = (...counts: readonly number[]) =>
  counts.map((lines) => ({ step: 'reading', lines, unit: 'line' }));

const longest = customer.padEnd(MAX_LINE_BYTES);

test.each<[string, readonly Item[], readonly number[]]>([
  ['none', [], [0, 0]],
  ['fewer lines than a batch has', Array(999).fill(customer), [0, 999]],
  ['as many', Array(1000).fill(customer), [0, 1000, 1000]],
  ['more', Array(2001).fill(customer), [0, 1000, 2000, 2001]],
  ['empty lines', Array(3000).fill(''), [0, 3000]],
  ['fewer characters', Array(3).fill(longest), [0, 3]],
  ['as many characters', Array(4).fill(longest), [0, 4, 4]],
  ['more characters', Array(9).fill(longest), [0, 4, 8, 9]],
  ['more characters and a line that is no text', [{ unreadable: 'x' }, ...Array(5).fill(longest)], [0, 5, 6]],
])(
  'section 11: progress is told after each thousand lines, or four megabytes: %s',
  async (_, lines, told) => {
    expect((await read(lines)).progress).toEqual(reading(...told));
  },
);

test('section 11: skipped kinds are counted by name, as many as anybody reads, and the others together', async () => {
  const kinds = (...names: readonly string[]) => names.map((object) => lineOf({ object }));
  const many = Array.from({ length: 47 }, (_, index) => `kind.${index}`);
  const odd = ['', '\u001b', 'a\u001b', '\u001ba', 'x'.repeat(61)];
  const lines = kinds(
    'x'.repeat(60),
    ...odd,
    'customer’s card',
    'customer’s card',
    ...many,
    'late',
    'kind.7',
  );
  const { skipped } = await read(lines);
  expect(skipped).toEqual({
    ['x'.repeat(60)]: 1,
    'customer’s card': 2,
    ...Object.fromEntries(many.map((name) => [name, name === 'kind.7' ? 2 : 1])),
    others: odd.length + 1,
  });
});

test('a batch sends what its lines have, and nothing else', async () => {
  const refund = refundObject({ id: 're_1', charge: 'ch_1' });
  const charge = chargeObject({ id: 'ch_1' });
  const transfer = { object: 'transfer', id: 'tr_1', amount: 1, amount_reversed: 0, currency: 'usd' };
  const page = { object: 'list', data: [refund], has_more: true };
  const plain = [lineOf(charge), '', lineOf(refund), customer];
  const row = (object: StripeExample, line: number) =>
    expect.objectContaining({ id: object['id'], line, expanded: false });
  const result = { skipped: { customer: 1 }, unit: 'line', erased: 0 };
  const objects = (line: number) => [
    ['import_charge', [row(charge, line)]],
    ['import_refund', [row(refund, line + 2)]],
    [
      'import_said',
      [
        ['ch_1', line, false, charge],
        ['re_1', line + 2, false, refund],
      ],
    ],
  ];
  expect(await read(plain)).toMatchObject({ ...result, lines: 4, sent: objects(1) });
  expect((await read([])).sent).toEqual([]);

  const fault = { line: 1, why: 'it is not JSON', id: null };
  const sum = { object: 'transfer', id: 'tr_1', amount: '1', currency: 'usd', returned: '0' };
  const shown = 'the list of each refund after re_1';
  const first = ['{', lineOf(transfer), lineOf(page), ...Array<string>(997).fill(customer)];
  expect((await read([...first, ...plain])).sent).toEqual([
    ['import_refund', [row(refund, 3)]],
    ['import_said', [['re_1', 3, false, refund]]],
    ['import_fault', [fault]],
    ['import_bad_object', [fault]],
    ['import_sum', [{ ...sum, expanded: false, line: 2 }]],
    ['import_list', [{ list: 'the list of each refund', shown, hasMore: true, line: 3 }]],
    ...objects(1001),
  ]);
});

test('section 11: of equal objects in a line, the last counts, and the line’s own beside one inside', async () => {
  const [one, two] = ['1', '2'].map((text) =>
    refundObject({ id: 're_1', charge: 'ch_1', metadata: { text } }),
  );
  const saidOf = async (object: unknown) => (await read([JSON.stringify(object)])).sent.at(-1);
  expect(await saidOf({ data: [one, two] })).toEqual(['import_said', [['re_1', 1, false, two]]]);
  expect(await saidOf({ ...two, last: one })).toEqual([
    'import_said',
    [
      ['re_1', 1, true, one],
      ['re_1', 1, false, { ...two, last: 're_1' }],
    ],
  ]);
});

test('section 11: the places of objects are kept that do not stand one per line, and their texts if they are needed', async () => {
  const placed = (text: string, line: number, object: number | null) => ({ text, line, object });
  const items = [placed(customer, 3, null), placed('{', 5, 1), placed('x\0', 5, 2)];
  const places = [
    { line: 1, at: 3, object: null, text: null },
    { line: 2, at: 5, object: 1, text: null },
    { line: 3, at: 5, object: 2, text: null },
  ];
  const sourcesOf = ({ sent }: { readonly sent: readonly unknown[] }) =>
    sent
      .filter((one) => Array.isArray(one) && one[0] === 'import_source')
      .map((one) => (one as unknown[])[1]);
  const read1 = await read(items);
  expect(sourcesOf(read1)).toEqual([places]);
  expect(read1).toMatchObject({ unit: 'object', progress: [{ unit: 'line' }, { lines: 3, unit: 'object' }] });
  const texts = [customer, '{', 'x\ufffd'];
  expect(sourcesOf(await read(items, { keepTexts: true }))).toEqual([
    places.map((place, index) => ({ ...place, text: texts[index] })),
  ]);
  const lines = [customer, '', { unreadable: 'it is not UTF-8' }];
  expect(sourcesOf(await read(lines))).toEqual([]);
  expect(sourcesOf(await read(lines, { keepTexts: true }))).toEqual([
    [
      { line: 1, at: 1, object: null, text: customer },
      { line: 3, at: 3, object: null, text: null },
    ],
  ]);
});

test('section 11: the lines of several files are counted on, and each file has its own', async () => {
  const files = [{ file: 'a\0' }, customer, customer, { file: 'b' }, { file: 'c' }, customer];
  expect(await read(files, { keepTexts: true })).toMatchObject({
    lines: 3,
    sent: [
      [
        'import_source',
        [
          { line: 1, at: 1 },
          { line: 2, at: 2 },
          { line: 3, at: 1 },
        ],
      ],
      [
        'import_file',
        [
          { file: 'a\ufffd', before: 0 },
          { file: 'b', before: 2 },
          { file: 'c', before: 2 },
        ],
      ],
    ],
  });
});

const charge = lineOf(chargeObject({ id: 'ch_1' }));
const end = { page: { hasMore: true, url: null } };
const at = (text: string, object: number | null) => ({ text, line: 1, object });

test.each<[string, readonly Item[], string | null]>([
  ['with an object', [at(charge, 1), end], 'ch_1'],
  ['with an object before others', [at(charge, 1), at(customer, 2), at('{', 3), end], 'ch_1'],
  ['without one', [at(customer, 1), end], null],
  ['empty', [end], null],
  ['after another one with an object', [at(charge, 1), { page: { hasMore: null, url: null } }, end], null],
  ['after an array with an object', [at(charge, 1), at(customer, 1), end], null],
  ['after an object that stands alone', [at(charge, null), at(customer, null), end], null],
])(
  'section 11: a list page of a file is told with the last object that is read: %s',
  async (_, items, id) => {
    const lists =
      id === null
        ? []
        : [['import_list', [expect.objectContaining({ shown: `the list of each charge after ${id}` })]]];
    const { sent } = await read(items);
    expect(sent.filter((one) => Array.isArray(one) && one[0] === 'import_list')).toEqual(lists);
  },
);

test('section 11: a person who was erased is left out again, but not of an object that is newer', async () => {
  const erased = [{ hash: hashOfEmail('jo@example.com'), at: new Date(1_000_000) }];
  const object = (values: StripeExample) => lineOf(chargeObject({ id: 'ch_1', ...values }));
  const emailsIn = async (line: string) => {
    const { sent, erased: count } = await read([line], { erased });
    return [JSON.stringify(sent.at(-1)).match(/\w+@example\.com/g) ?? [], count];
  };
  const by = (email: string, created: unknown) => object({ billing_details: { email }, created });
  expect(await emailsIn(by('jo@example.com', 1000))).toEqual([[], 1]);
  expect(await emailsIn(by('jo@example.com', 1001))).toEqual([['jo@example.com'], 0]);
  expect(await emailsIn(by('al@example.com', 0))).toEqual([['al@example.com'], 0]);
  const billing_details = { email: 'jo@example.com' };
  // An object inside another one is judged by itself, unless it is no object that the ledger keeps.
  const inside = (values: StripeExample) =>
    object({ billing_details: null, created: 1000, inside: { billing_details, ...values } });
  expect(await emailsIn(inside({ object: 'card' }))).toEqual([[], 1]);
  expect(await emailsIn(inside({ object: 'card', id: 'card_1' }))).toEqual([[], 1]);
  expect(await emailsIn(inside({ object: 'charge' }))).toEqual([[], 1]);
  expect(await emailsIn(inside({ object: ['charge'], id: 'ch_2' }))).toEqual([[], 1]);
  expect(await emailsIn(inside(chargeObject({ billing_details, created: 1001 })))).toEqual([
    ['jo@example.com'],
    0,
  ]);
  expect(await read([by('jo@example.com', 1000)])).toMatchObject({ erased: 0 });
});

test('an import whose file cannot be read to its end fails only when its connection is no longer in use', async () => {
  let isInUse = false;
  const query = async (given: string | object) => {
    if (typeof given === 'string') return { rows: [] };
    isInUse = true;
    for (let turn = 0; turn < 10; turn++) await null;
    isInUse = false;
    throw new Error('the connection is gone');
  };
  async function* cut() {
    yield* Array(1000).fill(charge);
    throw new Error('the file is cut');
  }
  const importing = readObjects({ query } as unknown as Connection, cut(), false, () => {});
  await expect(importing).rejects.toThrow('the file is cut');
  expect(isInUse).toBe(false);
});
