import type { Coordinate } from './servers/cursor.js';
import type { Ask, Dialect } from './workloads.js';

// PostGraphile derives its names from tables and columns. Aliases give the answers the gateway's names.

const REFUND = 'id: rowId amount currency status reason created';
const CHARGE = 'id: rowId amount amountRefunded currency status created';
const RELATED = `${REFUND} charge: chargeByChargeId { ${CHARGE} } paymentIntent: paymentIntentByPaymentIntentId { id: rowId amount currency status created }`;
const NEWEST_FIRST = 'orderBy: [CREATED_DESC, ROW_ID_DESC]';
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';
const CREATE = `mutation Create($input: IssueRefundInput!) { createRefund: issueRefund(input: $input) { refund: result { ${REFUND} charge: chargeByChargeId { ${CHARGE} } } } }`;

const documents = {
  R1: `query Refund($id: String!) { refund: refundByRowId(rowId: $id) { ${RELATED} } }`,
  R2: `query Refunds($after: Cursor) { refunds: allRefunds(first: 50, after: $after, ${NEWEST_FIRST}) { edges { node { ${RELATED} } } ${PAGE_INFO} } }`,
  R3: `query Charges($after: Cursor) { charges: allCharges(first: 20, after: $after, ${NEWEST_FIRST}) { edges { node { ${CHARGE} refunds: refundsByChargeId(first: 10, ${NEWEST_FIRST}) { edges { node { ${REFUND} } } } } } ${PAGE_INFO} } }`,
  W1: CREATE,
  W2: CREATE,
} as const;

/** The first part of a cursor names the order of its list. */
interface Orders {
  readonly R2: string;
  readonly R3: string;
}

export const postgraphileDialect = (orders: Orders = { R2: '', R3: '' }): Dialect => ({
  path: () => '/graphql',
  body: (ask) => JSON.stringify({ query: documents[ask.workload], variables: variablesOf(ask, orders) }),
});

function variablesOf(ask: Ask, orders: Orders): Record<string, unknown> {
  switch (ask.workload) {
    case 'R1':
      return { id: ask.id };
    case 'R2':
    case 'R3':
      return { after: ask.after && encode(orders[ask.workload], ask.after) };
    case 'W1':
    case 'W2':
      return { input: { charge: ask.charge, amount: ask.amount, key: ask.key } };
  }
}

const encode = (order: string, { created, id }: Coordinate): string =>
  Buffer.from(JSON.stringify([order, created.replace('Z', '000+00:00'), id])).toString('base64');

/** Reads from the server how its cursors begin. */
export async function learnPostgraphileDialect(origin: string): Promise<Dialect> {
  const orderOf = async (workload: 'R2' | 'R3'): Promise<string> => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: documents[workload] }),
    });
    const { data } = (await response.json()) as { data: Record<string, { pageInfo: { endCursor: string } }> };
    const cursor = Object.values(data)[0]?.pageInfo.endCursor ?? '';
    return JSON.parse(Buffer.from(cursor, 'base64').toString())[0];
  };
  return postgraphileDialect({ R2: await orderOf('R2'), R3: await orderOf('R3') });
}
