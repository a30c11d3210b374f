import { expect, test } from 'vitest';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';

const { url } = listeningGateway();

/** The status and the answer by POST, by GET and as an event stream. */
async function answersTo(query: string, operationName: string): Promise<readonly string[]> {
  const answers = [];
  for (const way of ['POST', 'GET', 'stream']) {
    const accept = way === 'stream' ? 'text/event-stream' : 'application/json';
    const response =
      way === 'GET'
        ? await fetch(`${url()}?${new URLSearchParams({ query, operationName })}`, { headers: { accept } })
        : await fetch(url(), {
            method: 'POST',
            headers: { accept, 'content-type': 'application/json' },
            body: JSON.stringify({ query, operationName }),
          });
    const text = await response.text();
    const answer = way === 'stream' ? (/^data: (.+)$/m.exec(text)?.[1] ?? text) : text;
    answers.push(`${response.status} ${answer.replace(/"requestId":"[^"]*"/, '"requestId":""')}`);
  }
  return answers;
}

// GraphQL over HTTP says that an empty name in a URL is the same as none, and is silent about JSON. Some clients send
// it in JSON for an operation without a name. No operation can have an empty name, so nothing else can be meant.
test('an empty operationName is the same as none, by every way', async () => {
  for (const query of ['{ __typename }', 'query one { __typename }'])
    for (const answer of await answersTo(query, ''))
      expect(answer).toBe('200 {"data":{"__typename":"Query"}}');
});

test.each([
  [
    'an empty operationName for two operations',
    'query one { a: __typename } query other { b: __typename }',
    '',
  ],
  ['an operationName that no operation has', 'query one { a: __typename }', 'other'],
])('%s is refused, by every way', async (_, query, operationName) => {
  const [first, ...others] = await answersTo(query, operationName);
  expect(first).toMatch(/^400 .*"code":"BAD_USER_INPUT"/);
  for (const other of others) expect(other).toBe(first);
});
