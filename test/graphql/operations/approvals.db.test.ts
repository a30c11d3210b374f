import { expect, test } from 'vitest';
import type { Scope } from '../../../src/rules/scopes.js';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { letExpire, newApproval } from '../../support/gateways/ask-for-approval.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const callers: Readonly<Record<string, readonly Scope[]>> = {
  anna: ['refunds:read', 'refunds:write'],
  ben: ['refunds:read', 'refunds:approve'],
};
/** The name of a caller is the secret. */
const find = (name: string) => ({ name, scopes: new Set(callers[name]), onEnd: null });
const gateway = testGateway({ recognizer: { isConfigured: true, find, keysChanged: async () => {} } });
const as = (caller: string, query: string, variables: object = {}) =>
  gateway.query(query, variables, { authorization: `Bearer ${caller}` });

const ALL = `id status amount amountFormatted currency reason note message requestedBy created expiresAt decidedBy decidedAt
  decisionNote charge { id } refund { id amount }`;
const APPROVE = `mutation ($id: ID!, $note: String) { result: approveRefund(input: { approval: $id, note: $note }) { __typename
  ... on CreateRefundPayload { idempotentReplay refund { id amount } }
  ... on RefundApprovalNotPendingError { approval { ${ALL} } }
  ... on AmountTooLargeError { amountRefundable charge { id } }
  ... on RefundError { code message param } } }`;
const REJECT = APPROVE.replace('approveRefund', 'rejectRefund')
  .replace(/\.\.\. on CreateRefundPayload .*/, `... on RejectRefundPayload { approval { ${ALL} } }`)
  .replace(/\.\.\. on AmountTooLargeError .*/, '');
const CREATE = `mutation ($input: CreateRefundInput!) { result: createRefund(input: $input) { __typename
  ... on RefundApprovalRequired { idempotentReplay approval { ${ALL} } } ... on RefundError { code } } }`;

const asked = async (amount = 400n, chargeId?: string, idempotencyKey: string | null = null) => {
  const { database, clock } = gateway;
  const charge = chargeId ?? (await insertCharge(database, { currency: 'usd' })).id;
  return newApproval(
    { database, clock, processor: testSandbox, actor: 'anna' },
    { charge, amount, reason: 'duplicate', idempotencyKey },
  );
};

test('section 13: createRefund with the key of a request shows it, and later its refund', async () => {
  const idempotencyKey = testId('key');
  const { id, chargeId, created, expiresAt } = await asked(400n, undefined, idempotencyKey);
  const input = { charge: chargeId, amount: 400, reason: 'DUPLICATE', idempotencyKey };
  const again = await as('anna', CREATE, { input });
  expect(again.data.result).toEqual({
    __typename: 'RefundApprovalRequired',
    idempotentReplay: true,
    approval: {
      id,
      status: 'PENDING',
      amount: 400,
      amountFormatted: '$4.00',
      currency: 'usd',
      reason: 'DUPLICATE',
      note: null,
      message: 'More than desk may refund alone.',
      requestedBy: 'anna',
      created: created.toISOString(),
      expiresAt: expiresAt.toISOString(),
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
      charge: { id: chargeId },
      refund: null,
    },
  });
  // The longest note.
  const note = 'x'.repeat(512);
  const { data } = await as('ben', APPROVE, { id, note });
  expect(data.result).toEqual({
    __typename: 'CreateRefundPayload',
    idempotentReplay: false,
    refund: { id: expect.stringMatching(/^re_/), amount: 400 },
  });
  const { approval } = (await as('anna', CREATE, { input })).data.result;
  expect(approval).toMatchObject({
    status: 'APPROVED',
    decidedBy: 'ben',
    decisionNote: note,
    refund: data.result.refund,
  });
});

test('section 13: approvals need the scope refunds:approve, and are read with refunds:read', async () => {
  const { id } = await asked();
  for (const mutation of [APPROVE, REJECT]) {
    const { errors } = await as('anna', mutation, { id });
    expect(errors).toMatchObject([
      { message: 'This needs the scope refunds:approve.', extensions: { code: 'FORBIDDEN' } },
    ]);
  }
  expect((await as('anna', '{ refundApprovals { totalCount } }')).errors).toBeUndefined();
  const { errors } = await as('nobody', '{ refundApprovals { totalCount } }');
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('section 13: the answers of decisions', async () => {
  const [first, second] = [await asked(), await asked(1000n)];
  expect((await as('ben', REJECT, { id: first.id, note: ' ' })).data.result).toMatchObject({
    __typename: 'RejectRefundPayload',
    approval: { status: 'REJECTED', decidedBy: 'ben', decisionNote: null },
  });
  for (const mutation of [APPROVE, REJECT]) {
    expect((await as('ben', mutation, { id: first.id })).data.result).toMatchObject({
      __typename: 'RefundApprovalNotPendingError',
      code: 'REFUND_APPROVAL_NOT_PENDING',
      param: 'approval',
      approval: { id: first.id, status: 'REJECTED' },
    });
    expect((await as('ben', mutation, { id: 'apr_none' })).data.result).toMatchObject({
      __typename: 'ResourceMissingError',
      message: "No such refund_approval: 'apr_none'",
    });
    const { errors } = await as('ben', mutation, { id: second.id, note: 'x'.repeat(513) });
    expect(errors).toMatchObject([{ extensions: { code: 'PARAMETER_INVALID', param: 'note' } }]);
  }
  await gateway.database.pool.query(
    'UPDATE charge SET opening_refunded = 1, amount_refunded = 1 WHERE id = $1',
    [second.chargeId],
  );
  expect((await as('ben', APPROVE, { id: second.id })).data.result).toMatchObject({
    __typename: 'AmountTooLargeError',
    amountRefundable: 999,
    charge: { id: second.chargeId },
  });
});

test('section 13: approvals are filtered by charge, time and the status that they have now', async () => {
  const charge = await insertCharge(gateway.database);
  const approvals = [];
  for (let count = 0; count < 5; count++) approvals.push(await asked(1n, charge.id));
  const [pending, approved, rejected, over, written] = approvals.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await as('ben', APPROVE, { id: approved });
  await as('ben', REJECT, { id: rejected });
  for (const id of [over, written]) await letExpire(gateway, id);
  await gateway.database.pool.query(`UPDATE refund_approval SET status = 'expired' WHERE id = $1`, [written]);
  const list = async (filter: object) => {
    const { data, errors } = await as(
      'anna',
      'query ($filter: RefundApprovalFilter) { refundApprovals(filter: $filter) { totalCount nodes { id status } } }',
      { filter: { charge: charge.id, ...filter } },
    );
    expect(errors).toBeUndefined();
    const { totalCount, nodes } = data.refundApprovals;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ id, status }: { id: string; status: string }) => [id, status]);
  };
  const all = [
    [written, 'EXPIRED'],
    [over, 'EXPIRED'],
    [rejected, 'REJECTED'],
    [approved, 'APPROVED'],
    [pending, 'PENDING'],
  ];
  expect(await list({})).toEqual(all);
  for (const status of ['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED'])
    expect(await list({ status: [status] })).toEqual(all.filter(([, is]) => is === status));
  expect(await list({ status: ['EXPIRED', 'PENDING'] })).toEqual([all[0], all[1], all[4]]);
  expect(await list({ status: [] })).toEqual([]);
  const since = approvals[3]?.created as Date;
  // Some may have been created in the same millisecond.
  const later = approvals.filter(({ created }) => created >= since).length;
  expect(await list({ created: { gte: since.toISOString() } })).toEqual(all.slice(0, later));
  const { errors } = await as('anna', '{ refundApprovals(filter: { charge: "ch_none" }) { totalCount } }');
  expect(errors).toMatchObject([{ extensions: { code: 'RESOURCE_MISSING', param: 'charge' } }]);
});

test('section 9: a page of approvals with charges and refunds is one statement', async () => {
  await asked();
  await asked();
  const statements = await sentStatementsOf(async () => {
    await as('anna', `{ refundApprovals { nodes { ${ALL} } pageInfo { hasNextPage } } }`);
  });
  expect(statements).toHaveLength(1);
});
