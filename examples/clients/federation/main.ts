import assert from 'node:assert/strict';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { execute, parse } from 'graphql';
import { refundableCharge, send, url } from '../support/gateway';
import { ordersSdl, serveOrders } from './orders';

const charges = await Promise.all([5, 6, 7].map(refundableCharge));
const orders = await serveOrders(charges);

// The schemas are composed, as a router's registry does it.
const { _service: gateway } = await send<{ _service: { sdl: string } }>('{ _service { sdl } }');
const { supergraphSdl, errors } = composeServices([
  { name: 'refunds', url, typeDefs: parse(gateway.sdl) },
  { name: 'orders', url: orders.url, typeDefs: parse(ordersSdl) },
]);
assert.equal(errors, undefined);
assert.ok(supergraphSdl);

// The router's engine asks both over HTTP. What it asks the gateway for is counted.
const asked: string[] = [];
const router = getStitchedSchemaFromSupergraphSdl({
  supergraphSdl,
  batch: true,
  httpExecutorOpts: {
    fetch: async (address, init) => {
      if (address === url) asked.push(String(init?.body));
      return fetch(address, init as RequestInit);
    },
  },
});
const ask = async (query: string) => {
  const result = await execute({ schema: router, document: parse(query) });
  assert.equal(result.errors, undefined);
  return JSON.parse(JSON.stringify(result.data));
};

// From an order to its charge: one request brings the charges of all orders.
const found = await ask(
  '{ orders { number charge { id amountRefundable refunds(first: 1) { totalCount } } } }',
);
assert.deepEqual(
  found.orders.map(({ charge }: { charge: { id: string } }) => charge.id),
  charges,
);
for (const { charge } of found.orders) assert.equal(typeof charge.amountRefundable, 'number');
assert.equal(asked.length, 1);
assert.match(asked[0] ?? '', /_entities/);

// And from a charge to its order.
const back = await ask(`{ charge(id: "${charges[0]}") { currency order { number } } }`);
assert.equal(back.charge.order.number, '6735');
orders.close();
