import { expect, test, vi } from 'vitest';
import { ANYBODY, type Caller, NOBODY } from '../../../src/callers/caller.js';
import { createGateway, type GatewayOptions } from '../../../src/graphql/request/yoga.js';
import { serverContext } from '../../support/gateways/server-context.js';

const request = { headers: { get: () => null }, method: 'POST', url: 'http://localhost/graphql' };
/** A gateway over a database that never answers. */
function silent(production: boolean, federation = false) {
  const query = vi.fn(() => new Promise<never>(() => {}));
  const gateway = createGateway({ production, federation, database: { query } } as unknown as GatewayOptions);
  const ask = (query: string, variables = {}, caller: Caller = ANYBODY) =>
    gateway.answer({ query, variables }, request, serverContext({ caller }));
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

test('a known query of a router is refused to a caller without its scope', async () => {
  const { ask } = silent(true, true);
  const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
  const answer = { data: { _entities: [] } };
  // It is known from its third use on.
  for (let use = 0; use < 4; use++) expect(await ask(query, { of: [] })).toEqual(answer);
  const { errors } = await ask(query, { of: [] }, NOBODY);
  expect(errors?.map(({ message }) => message)).toEqual(['This needs the scope refunds:read.']);
});
