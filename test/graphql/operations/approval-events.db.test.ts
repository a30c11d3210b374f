import { expect, onTestFinished, test, vi } from 'vitest';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import type { Scope } from '../../../src/rules/scopes.js';
import { openStream } from '../../support/clients/event-stream.js';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { letExpire, newApproval } from '../../support/gateways/ask-for-approval.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { accepted } from '../../support/gateways/test-verbs.js';
import { eventIdOf } from '../../support/rows/feed-events.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const scopes: Readonly<Record<string, readonly Scope[]>> = {
  screen: ['refunds:read', 'events:read'],
  reader: ['refunds:read'],
};
/** The name of a caller is the secret. */
const find = (name: string) => ({ name, scopes: new Set(scopes[name]), onEnd: null });
const { gateway, url } = listeningGateway({
  recognizer: { isConfigured: true, keysChanged: async () => {}, find },
});
const bearer = (caller: string) => ({ authorization: `Bearer ${caller}` });
const ask = (query: string, variables: object = {}, caller = 'screen') =>
  gateway.query(query, variables, bearer(caller));

const as = (actor: string) => ({
  database: gateway.database,
  groups: gateway.groups,
  clock: gateway.clock,
  processor: testSandbox,
  actor,
});
const newCharge = async () => (await insertCharge(gateway.database)).id;
const asked = async (charge: string) => (await newApproval(as('anna'), { charge, amount: 1n })).id;
const approve = async (id: string) => accepted(await approveRefund(as('ben'), id, null));
const reject = async (id: string) => accepted(await rejectRefund(as('ben'), id, null));
const expire = async (id: string) => {
  await letExpire(gateway, id);
  await expireApprovals(gateway.database);
};

interface Told {
  readonly id: string;
  readonly type: string;
  readonly created: string;
  readonly actor: string | null;
  readonly approval: { readonly id: string; readonly status: string; readonly expiresAt: string };
}
const FOLLOW = `subscription ($filter: RefundApprovalEventFilter, $afterEvent: ID) {
  refundApprovalEvents(filter: $filter, afterEvent: $afterEvent) { id type created actor approval { id status expiresAt } }
}`;

/** Follows the events until `count` have arrived, then disconnects. */
async function follow(count: number, variables: object, work: () => Promise<unknown>): Promise<Told[]> {
  const stream = await openStream(url(), FOLLOW, variables, bearer('screen'));
  const [told] = await Promise.all([stream.take(count), work()]);
  stream.cut();
  return told.map(({ data }) => data.refundApprovalEvents);
}
const summaryOf = (told: readonly Told[]) => told.map(({ type, actor }) => `${type} ${actor}`);

test('rule 13.7: a follower gets the requests and the decisions of the charge that it filters by', async () => {
  const [charge, other] = [await newCharge(), await newCharge()];
  const told = await follow(6, { filter: { charge } }, async () => {
    const [first, second, third] = [await asked(charge), await asked(charge), await asked(charge)];
    await approve(first);
    await reject(await asked(other));
    await reject(second);
    await expire(third);
  });
  expect(summaryOf(told)).toEqual([
    ...Array(3).fill('APPROVAL_REQUESTED anna'),
    'APPROVAL_APPROVED ben',
    'APPROVAL_REJECTED ben',
    'APPROVAL_EXPIRED null',
  ]);
  expect(told[5]).toMatchObject({ created: told[5]?.approval.expiresAt, approval: { status: 'EXPIRED' } });
});

test('a follower of one approval gets its events only', async () => {
  const charge = await newCharge();
  const [approval, other] = [await asked(charge), await asked(charge)];
  // While other databases of the server are busy, the events of just now count as new ones.
  const afterEvent = eventIdOf(approval, 'requested');
  const told = await follow(1, { filter: { approval }, afterEvent }, async () => {
    await reject(other);
    await reject(approval);
  });
  expect(told.map(({ id }) => id)).toEqual([eventIdOf(approval, 'rejected')]);
});

test('a follower that resumes after an event misses no event and gets none twice', async () => {
  const charge = await newCharge();
  const filter = { charge };
  const [first] = await follow(1, { filter }, () => asked(charge));
  const ids = [await asked(charge), await asked(charge)];
  await reject(ids[0] as string);
  const missed = await follow(4, { filter, afterEvent: first?.id }, () => approve(ids[1] as string));
  expect(missed.map(({ id }) => id)).toEqual([
    ...ids.map((id) => eventIdOf(id, 'requested')),
    eventIdOf(ids[0] as string, 'rejected'),
    eventIdOf(ids[1] as string, 'approved'),
  ]);
});

test('an approval is told to followers of approvals, and its refund to followers of refunds', async () => {
  const charge = await newCharge();
  const refunds = await openStream(
    url(),
    'subscription ($filter: RefundEventFilter) { refundEvents(filter: $filter) { type actor changes { field after } } }',
    { filter: { charge } },
    bearer('screen'),
  );
  let id = '';
  const told = await follow(2, { filter: { charge } }, async () => {
    id = await asked(charge);
    await approve(id);
  });
  expect(summaryOf(told)).toEqual(['APPROVAL_REQUESTED anna', 'APPROVAL_APPROVED ben']);
  const [created] = await refunds.take(1);
  expect(created?.data.refundEvents).toMatchObject({ type: 'REFUND_CREATED', actor: 'ben' });
  expect(created?.data.refundEvents.changes).toContainEqual({ field: 'approval', after: id });
  refunds.cut();
});

test('an event that is committed late is published before the events of later transactions', async ({
  skip,
}) => {
  if (gateway.database.kind === 'embedded') skip('One session commits in the order in which it begins');
  const charge = await newCharge();
  const [late, early] = [await asked(charge), await asked(charge)];
  const afterEvent = eventIdOf(early, 'requested');
  const spy = vi.spyOn(gateway.database, 'query');
  onTestFinished(() => spy.mockRestore());
  /** Resolves after a read of the feed that started and ended since its call. */
  const looked = async () => {
    const { length: before } = spy.mock.calls;
    const isRead = ({ text }: { readonly text: string }) =>
      /FROM refund_approval_event t .*s\.xmin/s.test(text);
    await expect
      .poll(() =>
        spy.mock.calls.some(
          ([statement], call) =>
            call >= before && isRead(statement) && spy.mock.settledResults[call]?.type === 'fulfilled',
        ),
      )
      .toBe(true);
  };
  const told = await follow(2, { afterEvent, filter: { charge } }, async () => {
    const open = await gateway.database.pool.connect();
    await open.query('BEGIN');
    await open.query(
      `UPDATE refund_approval SET status = 'rejected', decided_by = 'carl', decided_at = now() WHERE id = $1`,
      [late],
    );
    await reject(early);
    // The follower reads the feed and finds nothing.
    await looked();
    await open.query('COMMIT');
    open.release();
  });
  expect(told.map(({ id }) => id)).toEqual([eventIdOf(late, 'rejected'), eventIdOf(early, 'rejected')]);
});

test('an unknown event, approval or charge is an error, and so is an event of a refund', async () => {
  const charge = await newCharge();
  await approve(await asked(charge));
  const { id } = await gateway.database.prisma.refundEvent.findFirstOrThrow({
    where: { refund: { chargeId: charge } },
  });
  const wrong = async (variables: string) =>
    (await ask(`subscription { refundApprovalEvents(${variables}) { id } }`)).errors?.[0];
  for (const event of ['ape_no', id])
    expect(await wrong(`afterEvent: "${event}"`)).toMatchObject({
      message: `No such event: '${event}'`,
      extensions: { code: 'RESOURCE_MISSING', param: 'afterEvent' },
    });
  expect(await wrong('filter: { approval: "apr_no" }')).toMatchObject({
    message: "No such refund_approval: 'apr_no'",
    extensions: { code: 'RESOURCE_MISSING', param: 'approval' },
  });
  expect(await wrong('filter: { charge: "ch_no" }')).toMatchObject({
    extensions: { code: 'RESOURCE_MISSING', param: 'charge' },
  });
});

test('following needs the scope events:read; the events of an approval are read with it', async () => {
  const id = await asked(await newCharge());
  const subscription = 'subscription { refundApprovalEvents { id } }';
  expect((await ask(subscription, {}, 'reader')).errors).toMatchObject([
    { message: 'This needs the scope events:read.', extensions: { code: 'FORBIDDEN' } },
  ]);
  const list = `query ($id: ID!) { node(id: $id) { ... on RefundApproval { events { nodes { type } } } } }`;
  const { data } = await ask(list, { id }, 'reader');
  expect(data.node.events.nodes).toEqual([{ type: 'APPROVAL_REQUESTED' }]);
});

test('section 9: the events of approvals are one statement for all, in pages, oldest first', async () => {
  const charge = await newCharge();
  const ids = [await asked(charge), await asked(charge), await asked(charge)];
  for (const id of ids) await reject(id);
  const query = `query ($charge: ID) { refundApprovals(filter: { charge: $charge }) { nodes {
    events(first: 1) { nodes { id approval { id } } pageInfo { endCursor hasNextPage } }
    last: events(last: 1) { nodes { id type } } } } }`;
  let answer: Awaited<ReturnType<typeof ask>> | undefined;
  const statements = await sentStatementsOf(async () => {
    answer = await ask(query, { charge });
  });
  // The approvals, then each of the two pages.
  expect(statements).toHaveLength(3);
  const nodes = answer?.data.refundApprovals.nodes.toReversed();
  for (const [index, id] of ids.entries()) {
    expect(nodes[index].events.nodes).toEqual([{ id: eventIdOf(id, 'requested'), approval: { id } }]);
    expect(nodes[index].last.nodes).toEqual([{ id: eventIdOf(id, 'rejected'), type: 'APPROVAL_REJECTED' }]);
    const { endCursor, hasNextPage } = nodes[index].events.pageInfo;
    expect(hasNextPage).toBe(true);
    const next = await ask(
      `query ($id: ID!, $after: String) { node(id: $id) { ... on RefundApproval {
        events(after: $after) { nodes { id } pageInfo { hasPreviousPage hasNextPage } } } } }`,
      { id, after: endCursor },
    );
    expect(next.data.node.events).toEqual({
      nodes: [{ id: eventIdOf(id, 'rejected') }],
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
    });
  }
});
