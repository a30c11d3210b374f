import { expect } from 'vitest';
import type { TestGateway } from '../gateways/test-gateway.js';

/** Sends variables as raw JSON, which can hold numbers that JavaScript cannot, such as 2^53+1. Refuses status 500. */
export async function sendRaw(gateway: TestGateway, query: string, variables: string) {
  const response = await gateway.http({
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });
  expect(response.statusCode).toBeLessThan(500);
  return response.json();
}
