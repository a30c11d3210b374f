import { expect, test, vi } from 'vitest';
import { createGateway, type GatewayOptions } from '../../../src/graphql/request/yoga.js';
import { serverContext } from '../../support/gateways/server-context.js';

const request = { headers: { get: () => null }, method: 'POST', url: 'http://localhost/graphql' };
/** A gateway over a database that never answers. */
function silent(production: boolean) {
  const query = vi.fn(() => new Promise<never>(() => {}));
  const gateway = createGateway({ production, database: { query } } as unknown as GatewayOptions);
  const ask = (query: string, variables = {}) =>
    gateway.answer({ query, variables }, request, serverContext());
  return { query, ask };
}

test.each([
  [false, { limit: 'MAX_ITEMS', count: 501, max: 500 }],
  [true, { limit: 'MAX_ITEMS' }],
])(
  'a refused request is told by how much it exceeds a limit, but not in production: %s',
  async (production, told) => {
    const { ask } = silent(production);
    const { errors } = await ask('{ __typename }', { list: Array(501).fill(0) });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'LIMIT_EXCEEDED', requestId: 'asked-1', http: { status: 400 }, ...told },
    ]);
  },
);

test('of large queries, three are read for at once', async () => {
  const { query, ask } = silent(false);
  const fields = Array.from({ length: 30 }, (_, index) => `a${index}: id`).join(' ');
  for (let count = 0; count < 5; count++) void ask(`{ refunds(first: 100) { nodes { ${fields} } } }`);
  await expect.poll(() => query.mock.calls.length).toBe(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(query).toHaveBeenCalledTimes(3);
});
