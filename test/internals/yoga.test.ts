import type { DocumentNode } from 'graphql';
import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { expect, test } from 'vitest';

test('Yoga gives one document for one text: compiled queries and selections are kept by document', async () => {
  const documents: DocumentNode[] = [];
  const noteDocument: Plugin = { onExecute: ({ args }) => void documents.push(args.document) };
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { id: ID }' }),
    logging: false,
    plugins: [noteDocument],
  });
  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query });
    await (await yoga.fetch('http://localhost/graphql', { method: 'POST', headers, body })).text();
  };
  for (const query of ['{ id }', '{ again: id }', '{ id }']) await ask(query);
  expect(documents).toHaveLength(3);
  expect(documents[2]).toBe(documents[0]);
  expect(documents[1]).not.toBe(documents[0]);
});
