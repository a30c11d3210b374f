import { expect, test } from 'vitest';
import { createGateway, type GatewayOptions } from '../../../src/graphql/request/yoga.js';
import { cacheCounts } from '../../../src/process/bounded-cache.js';
import { serverContext } from '../../support/gateways/server-context.js';

const LARGEST = 190_000;
const { yoga } = createGateway({ production: true } as GatewayOptions);

/** Parses and validates a document that is new and as large as a body may be. */
async function send(query: string): Promise<unknown> {
  const request = { headers: { get: () => null }, method: 'POST', url: 'http://localhost/graphql' };
  return yoga.getResultForParams({ params: { query }, request: request as never }, serverContext() as never);
}

test.each([
  ['documents', (padding: string) => `{ __typename } #${padding}`],
  ['syntax errors', (padding: string) => `{ #${padding}`],
])('%s are kept within a limit of characters', async (name, documentOf) => {
  for (let each = 0; each < 10; each++) await send(documentOf(`${each}`.padEnd(LARGEST)));
  const counts = cacheCounts()[name];
  expect(counts?.characters).toBeGreaterThan(LARGEST);
  expect(counts?.characters).toBeLessThanOrEqual(500_000);
  expect(counts?.evictions).toBeGreaterThan(0);
});
