import { expect, test } from 'vitest';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertApprovals } from '../../support/rows/feed-events.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();
const refund = (charge: string, amount: bigint) =>
  createRefund(
    { groups: gateway.groups, clock: gateway.clock, processor: testSandbox, actor: null },
    { charge, amount },
  );

/** Follows by GET until the text of the stream meets the pattern. Returns the text. */
async function read(query: string, until: RegExp, headers: Record<string, string> = {}): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(`${url()}?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: abort.signal,
  });
  expect(response.headers.get('cache-control')).toMatch(/no-store|no-cache/);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (until.test(text)) break;
  }
  abort.abort();
  return text;
}

test('a stream says that nothing may keep it, and nginx may not hold it back', async () => {
  const abort = new AbortController();
  const query = encodeURIComponent('subscription { refundEvents { id } }');
  const { headers } = await fetch(`${url()}?query=${query}`, {
    headers: { accept: 'text/event-stream' },
    signal: abort.signal,
  });
  abort.abort();
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
});

test('a stream begins with retry and a mark of its start, and each event carries its id, selected or not', async () => {
  const charge = await insertCharge(gateway.database);
  const follow = `subscription { refundEvents(filter: { charge: "${charge.id}" }) { type } }`;
  const mark = /^retry: 1000\n\nid: (start_\d+)\n\n/;
  const [, start = ''] = mark.exec(await read(follow, mark)) ?? [];
  await refund(charge.id, 1n);
  const { id } = await gateway.database.prisma.refundEvent.findFirstOrThrow({
    where: { refund: { chargeId: charge.id } },
  });
  const text = await read(follow, /data: /, { 'last-event-id': start });
  expect(text).toContain(
    `id: ${id}\nevent: next\ndata: {"data":{"refundEvents":{"type":"REFUND_CREATED"}}}\n\n`,
  );
});

test('the header Last-Event-ID takes the place of afterEvent, in both feeds', async () => {
  const charge = await insertCharge(gateway.database);
  for (const amount of [1n, 2n, 3n]) await refund(charge.id, amount);
  await insertApprovals(gateway.database, charge, 3);
  for (const [field, table] of [
    ['refundEvents', 'refund_event'],
    ['refundApprovalEvents', 'refund_approval_event'],
  ]) {
    const { rows } = await gateway.database.pool.query<{ id: string }>(
      `SELECT id FROM ${table} ORDER BY transaction_id DESC, position DESC LIMIT 3`,
    );
    const [third, second, first] = rows.map(({ id }) => id);
    const follow = `subscription { ${field}(afterEvent: "${first}") { id } }`;
    const text = await read(follow, new RegExp(`data: .*${third}`), { 'last-event-id': `${second}` });
    expect(text).not.toContain(`event: next\ndata: {"data":{"${field}":{"id":"${second}"}}}`);
    expect(await read(follow, new RegExp(`data: .*${third}`), { 'last-event-id': '' })).toContain(
      `"${second}"`,
    );
  }
});

test('an unknown id in the header is an error that names the header, and ends the stream with complete', async () => {
  const text = await read('subscription { refundEvents { id } }', /complete/, { 'last-event-id': 'evt_no' });
  expect(text).toContain("No such event, in the header Last-Event-ID: 'evt_no'");
  expect(text).toContain('event: complete');
});

test('nobody starts in the future, where other followers of the feed would miss events', async () => {
  const follow = 'subscription { refundEvents { id } }';
  const text = await read(follow, /id: start_/, { 'last-event-id': 'start_9000000000000000000' });
  expect(text).not.toContain('start_9000000000000000000');
});

test.each(['start_', 'start_1x', 'xstart_1', `start_${'1'.repeat(21)}`])(
  'nobody starts at %s',
  async (id) => {
    const text = await read('subscription { refundEvents { id } }', /complete/, { 'last-event-id': id });
    expect(text).toContain(`No such event, in the header Last-Event-ID: '${id}'`);
  },
);
