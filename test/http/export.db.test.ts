import { describe, expect, test } from 'vitest';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const gateway = testGateway();
const ROWS = 250;
gateway.prepare(async () => {
  await insertCharge(gateway.database, { id: 'ch_csv', amount: 100_000n, currency: 'usd' });
  for (let from = 0; from < ROWS; from += 100) {
    const refunds = Array.from({ length: Math.min(100, ROWS - from) }, (_, index) => ({
      charge: 'ch_csv',
      amount: 100 + from + index,
      metadata: { order: `A-${from + index}` },
      note:
        from + index === 0
          ? '=HYPERLINK("https://evil.example")'
          : from + index === 1
            ? 'two\nlines, "quoted"'
            : '-',
    }));
    await gateway.query(
      'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { results { __typename } } }',
      { input: { refunds } },
    );
  }
});

const post = (list: string, body: object | string = {}) =>
  gateway.http({
    url: `/export/${list}.csv`,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('an export', () => {
  test('has every row of the filtered list, in its order, over many pages', async () => {
    const response = await post('refunds', {
      columns: ['amount', 'metadata.order', 'charge.id'],
      filter: { charge: 'ch_csv', amount: { gte: 110 } },
      count: true,
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/^attachment; filename="refunds-\d{4}-\d\d-\d\d\.csv"$/),
      'cache-control': 'no-store',
      'x-total-count': `${ROWS - 10}`,
    });
    const [head, ...lines] = response.payload.split('\r\n');
    expect(head).toBe('amount,metadata.order,charge.id');
    expect(lines.pop()).toBe('');
    const newestFirst = await gateway.query(
      '{ refunds(first: 100, filter: { charge: "ch_csv" }) { nodes { amount } } }',
    );
    expect(lines).toHaveLength(ROWS - 10);
    expect(lines.slice(0, 100).map((line) => Number(line.split(',')[0]))).toEqual(
      newestFirst.data.refunds.nodes.map(({ amount }: { amount: number }) => amount),
    );
    const amounts = lines.map((line) => Number(line.split(',')[0])).sort((a, b) => a - b);
    expect(amounts).toEqual(Array.from({ length: ROWS - 10 }, (_, index) => 110 + index));
    expect(lines).toContain('120,A-20,ch_csv');
  });

  test('writes amounts in a locale, and no formula that a spreadsheet would run', async () => {
    const { payload } = await post('refunds', {
      columns: ['amountFormatted', 'note'],
      locale: 'de-DE',
      filter: { charge: 'ch_csv', amount: { lte: 102 } },
    });
    expect(payload.split('\r\n').sort()).toEqual(
      [
        'amountFormatted,note',
        `"1,00\u00a0$","'=HYPERLINK(""https://evil.example"")"`,
        `"1,01\u00a0$","two\nlines, ""quoted"""`,
        `"1,02\u00a0$",'-`,
        '',
      ].sort(),
    );
  });

  test('without a body has the usual columns, and an empty list has only its head', async () => {
    const { payload } = await post('charges', '');
    expect(payload).toMatch(/^id,created,status,amount,.*\r\nch_csv,[^,]*,SUCCEEDED,100000,/);
    const none = await post('refunds', { filter: { status: ['FAILED'] }, columns: ['id'], count: true });
    expect(none.payload).toBe('id\r\n');
    expect(none.headers['x-total-count']).toBe('0');
  });

  test.each([
    ['an unknown column', { columns: ['nope'] }, 'No such column'],
    [
      'an unknown parameter',
      { fliter: {} },
      "No such parameter: 'fliter'. Parameters: columns, locale, filter",
    ],
    ['a wrong filter', { filter: { status: ['NOPE'] } }, 'NOPE'],
    ['paging of its own', { first: 5 }, "No such parameter: 'first'"],
    ['columns that are no list', { columns: 'id' }, 'columns:'],
    ['a body that is no object', '[]', 'JSON object'],
    ['a body that is no JSON', '{', 'not valid JSON'],
  ])('refuses %s before anything is written', async (_, body, message) => {
    const response = await post('refunds', body);
    expect(response.statusCode).toBe(400);
    const [error] = response.json().errors;
    expect(error.message).toContain(message);
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', requestId: response.headers['x-request-id'] });
  });

  test('is no GET, and of no list that does not exist', async () => {
    const get = await gateway.http({ method: 'GET', url: '/export/refunds.csv' });
    expect([get.statusCode, get.headers['allow']]).toEqual([405, 'POST']);
    expect((await post('nothing')).statusCode).toBe(404);
  });
});
