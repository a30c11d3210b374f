import { Client, fetchExchange } from '@urql/core';
import { expect, test } from 'vitest';
import { listeningGateway } from '../support/gateways/listening-gateway.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();

test("urql's client with its defaults asks by GET, and creates refunds by POST", async () => {
  const { id } = await insertCharge(gateway.database);
  const methods: string[] = [];
  const client = new Client({
    url: url(),
    exchanges: [fetchExchange],
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET');
      return fetch(input, init);
    },
  });
  const read = await client.query('query ($id: ID!) { charge(id: $id) { id } }', { id });
  expect([read.error, read.data?.charge.id]).toEqual([undefined, id]);
  const created = await client.mutation(
    'mutation ($id: ID!) { createRefund(input: { charge: $id, amount: 5 }) { type: __typename } }',
    { id },
  );
  expect([created.error, created.data?.createRefund.type]).toEqual([undefined, 'CreateRefundPayload']);
  expect(methods).toEqual(['GET', 'POST']);
});
