import { expect, test } from 'vitest';
import type { Statement } from '../../src/database/sql.js';
import { testDatabase } from '../support/databases/test-database.js';
import { listeningGateway } from '../support/gateways/listening-gateway.js';
import { as, TestCallers } from '../support/gateways/test-callers.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const callers = new TestCallers();
callers.add('desk', ['refunds:read', 'customers:read']);
callers.add('bot', ['refunds:read']);
for (const name of ['anna', 'ben', 'carla']) callers.add(name, ['refunds:read']);
callers.add('stranger', ['events:read']);

const CHARGES = 450;
const holder = testDatabase();
/** Called with the statements of pages of charges. */
let onPage: (page: number) => Promise<void> = async () => {};
let pages = 0;
const observed = {
  get database() {
    const { database } = holder;
    const query: typeof database.query = async (statement: Statement, turn) => {
      if (statement.text.includes('FROM charge')) await onPage(++pages);
      return database.query(statement, turn);
    };
    return { ...database, query };
  },
};
const { gateway, url } = listeningGateway({ holder: observed, recognizer: callers });
gateway.prepare(async () => {
  for (let index = 0; index < CHARGES; index++)
    await insertCharge(holder.database, { id: `ch_${index}`, amount: 1000n });
});

const ask = (caller: string, body: object, list = 'charges') =>
  fetch(url().replace('/graphql', `/export/${list}.csv`), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...as(caller) },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response) => (await response.json()).errors[0].extensions.code;

test('an export needs the scopes of its list and of its columns', async () => {
  const stranger = await ask('stranger', {});
  expect([stranger.status, await codeOf(stranger)]).toEqual([403, 'FORBIDDEN']);
  const bot = await ask('bot', { columns: ['id', 'billingDetails.email'] });
  expect([bot.status, await codeOf(bot)]).toEqual([403, 'FORBIDDEN']);
  const emails = { columns: ['type', 'value'] };
  const refused = await ask('bot', emails, 'blockList');
  expect([refused.status, await codeOf(refused)]).toEqual([403, 'FORBIDDEN']);
  expect((await ask('desk', emails, 'blockList')).status).toBe(200);
});

test('a failure between two pages cuts the connection, so that no file looks complete', async () => {
  pages = 0;
  onPage = async (page) => {
    if (page > 2) throw new Error('The disk is on fire');
  };
  // The client may learn of the cut before it has taken the status.
  await expect(ask('desk', { columns: ['id'] }).then((response) => response.text())).rejects.toThrow();
  expect(pages).toBe(3);
  onPage = async () => {};
  const whole = await (await ask('desk', { columns: ['id'] })).text();
  expect(whole.split('\r\n')).toHaveLength(1 + CHARGES + 1);
});

test('a failure of the first page is an error with a status', async () => {
  onPage = () => Promise.reject(new Error('The disk is on fire'));
  const response = await ask('desk', {});
  expect([response.status, await codeOf(response)]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  onPage = async () => {};
});

test('a process writes five exports at once, and tells further ones when to come back', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  onPage = () => released;
  const crowd = ['anna', 'anna', 'ben', 'ben', 'carla'];
  const running = crowd.map((caller) => ask(caller, { columns: ['id'] }));
  await expect
    .poll(async () => {
      const sixth = await ask('desk', { columns: ['nope'] });
      return [sixth.status, sixth.headers.get('retry-after')];
    })
    .toEqual([503, '5']);
  release();
  for (const response of await Promise.all(running)) {
    expect(response.status).toBe(200);
    expect((await response.text()).split('\r\n')).toHaveLength(1 + CHARGES + 1);
  }
  onPage = async () => {};
  const next = await ask('desk', { columns: ['id'] });
  expect(next.status).toBe(200);
  await next.text();
});

test('a process writes two exports for one caller at once, and goes on for others', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  onPage = () => released;
  const running = ['anna', 'anna'].map((caller) => ask(caller, { columns: ['id'] }));
  await expect.poll(async () => (await ask('anna', { columns: ['nope'] })).status).toBe(503);
  const ben = await ask('ben', { columns: ['nope'] });
  expect([ben.status, await codeOf(ben)]).toEqual([400, 'BAD_USER_INPUT']);
  release();
  for (const response of await Promise.all(running)) {
    expect(response.status).toBe(200);
    // Until its end, an export reads pages, which other tests count.
    await response.text();
  }
  onPage = async () => {};
});
