import { expect, onTestFinished, test, vi } from 'vitest';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { openStream } from '../../support/clients/event-stream.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();

const context = () => ({
  groups: gateway.groups,
  clock: gateway.clock,
  processor: testSandbox,
  actor: null,
});
const refund = (charge: string, amount = 1n) => createRefund(context(), { charge, amount });

interface Told {
  readonly id: string;
  readonly type: string;
  readonly refund: { readonly id: string; readonly amount: number };
}

const FOLLOW = `subscription ($filter: RefundEventFilter, $afterEvent: ID) {
  refundEvents(filter: $filter, afterEvent: $afterEvent) { id type refund { id amount } }
}`;

/** Spies on reads of the feed. `looked` resolves after a read that started and ended since its call. */
function watchFeed() {
  const spy = vi.spyOn(gateway.database, 'query');
  onTestFinished(() => spy.mockRestore());
  return {
    async looked(): Promise<void> {
      const { length: before } = spy.mock.calls;
      const looks = () => spy.mock.calls.flatMap(([{ text }], call) => (READS_FEED.test(text) ? [call] : []));
      const isDone = (call: number) => spy.mock.settledResults[call]?.type === 'fulfilled';
      await expect.poll(() => looks().some((call) => call >= before && isDone(call))).toBe(true);
    },
  };
}
/** The statement with which followers read the feed. */
const READS_FEED = /FROM refund_event .*t\.transaction_id < s\.xmin/s;

/** Follows the events until `count` have arrived, then disconnects. */
async function follow(count: number, variables: object, work: () => Promise<unknown>): Promise<Told[]> {
  const stream = await openStream(url(), FOLLOW, variables);
  const [told] = await Promise.all([stream.take(count), work()]);
  stream.cut();
  return told.map(({ data }) => data.refundEvents);
}

test('section 6: a follower gets the events of the charge that it filters by', async () => {
  const [charge, other] = [await insertCharge(gateway.database), await insertCharge(gateway.database)];
  const told = await follow(2, { filter: { charge: charge.id } }, async () => {
    await refund(charge.id, 1n);
    await refund(other.id, 2n);
    await refund(charge.id, 3n);
  });
  expect(told.map((event) => [event.type, event.refund.amount])).toEqual([
    ['REFUND_CREATED', 1],
    ['REFUND_CREATED', 3],
  ]);
});

test('a follower that resumes after an event misses no event and gets none twice', async () => {
  const charge = await insertCharge(gateway.database);
  const filter = { charge: charge.id };
  const [first] = await follow(1, { filter }, () => refund(charge.id, 1n));
  for (const amount of [2n, 3n, 4n]) await refund(charge.id, amount);
  const missed = await follow(4, { filter, afterEvent: first?.id }, () => refund(charge.id, 5n));
  expect(missed.map((event) => event.refund.amount)).toEqual([2, 3, 4, 5]);
});

test('an event that is committed late is published before the events of later transactions', async ({
  skip,
}) => {
  if (gateway.database.kind === 'embedded') skip('One session commits in the order in which it begins');
  const [early, charge] = [await insertCharge(gateway.database), await insertCharge(gateway.database)];
  await refund(early.id, 7n);
  // If other databases of the server are busy, the last event is published late. So the test starts after this event.
  const { id: afterEvent } = await gateway.database.prisma.refundEvent.findFirstOrThrow({
    where: { refund: { chargeId: early.id } },
  });
  const feed = watchFeed();
  const told = await follow(2, { afterEvent }, async () => {
    const late = await gateway.database.pool.connect();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO refund_event (id, created, refund_id, status, type)
       SELECT 'evt_late', now(), id, status, 'refund_updated' FROM refund WHERE charge_id = $1`,
      [early.id],
    );
    await refund(charge.id, 8n);
    // The follower reads the feed and finds nothing.
    await feed.looked();
    await late.query('COMMIT');
    late.release();
  });
  expect(told.map(({ id, type }) => (id === 'evt_late' ? id : type))).toEqual(['evt_late', 'REFUND_CREATED']);
});

test('a seen event is not published again, even while an older transaction is still running', async ({
  skip,
}) => {
  if (gateway.database.kind === 'embedded') skip('One session has one transaction');
  const charge = await insertCharge(gateway.database);
  const older = await gateway.database.pool.connect();
  await older.query('BEGIN');
  await older.query('SELECT pg_current_xact_id()');
  await refund(charge.id, 7n);
  const { id: afterEvent } = await gateway.database.prisma.refundEvent.findFirstOrThrow({
    where: { refund: { chargeId: charge.id } },
  });
  const feed = watchFeed();
  const told = await follow(1, { afterEvent, filter: { charge: charge.id } }, async () => {
    // The follower reads the feed and finds nothing.
    await feed.looked();
    await older.query('COMMIT');
    older.release();
    await refund(charge.id, 8n);
  });
  expect(told.map((event) => event.refund.amount)).toEqual([8]);
});

test('an unknown event or refund is an error', async () => {
  const ask = (variables: string) =>
    gateway.query(`subscription { refundEvents(${variables}) { id } }`).then(({ errors }) => errors?.[0]);
  expect(await ask('afterEvent: "evt_no"')).toMatchObject({
    message: "No such event: 'evt_no'",
    extensions: { code: 'RESOURCE_MISSING', param: 'afterEvent' },
  });
  expect(await ask('filter: { refund: "re_no" }')).toMatchObject({
    extensions: { code: 'RESOURCE_MISSING', param: 'refund' },
  });
});
