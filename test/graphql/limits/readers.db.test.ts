import { beforeAll, expect, test } from 'vitest';
import type { Query } from '../../../src/database/sql.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const holder = testDatabase();
/** What each statement was read for. */
const readers: (object | undefined)[] = [];
const gateway = testGateway({
  holder: {
    get database() {
      const { database } = holder;
      const query: Query = (statement, reader) => {
        readers.push(reader);
        return database.query(statement, reader);
      };
      return { ...database, query };
    },
  },
});
let refundId = '';
beforeAll(async () => {
  const { id } = await insertRefund(holder.database, await insertCharge(holder.database));
  refundId = id;
});

/** The readers of a request's statements. */
async function readersOf(query: string): Promise<readonly (object | undefined)[]> {
  readers.length = 0;
  const { errors } = await gateway.query(query);
  expect(errors).toBeUndefined();
  return [...readers];
}

test('all reads of a request have one reader, and another request has another', async () => {
  const refund = `refund(id: "${refundId}") { charge { id refunds(first: 1) { totalCount nodes { id } } } }`;
  const lists =
    'a: refunds(filter: { status: [SUCCEEDED] }) { totalCount nodes { id } } refundSummary(by: DAY) { count }';
  const seen = new Set<object | undefined>();
  for (const query of [`{ ${lists} ${refund} }`, `{ ${refund} }`, `{ ${lists} }`]) {
    const [reader, ...others] = await readersOf(query);
    expect(reader).toBeTypeOf('object');
    expect(others.length).toBeGreaterThan(1);
    for (const other of others) expect(other).toBe(reader);
    seen.add(reader);
  }
  expect(seen.size).toBe(3);
});
