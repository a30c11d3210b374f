import type { DocumentNode } from 'graphql';
import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HTTP_LIMITS } from '../../src/http/limits.js';

async function* nothing() {
  await new Promise(() => {});
}

/** A Yoga with a subscription that never sends anything. */
const yogaWith = (plugins: Plugin[]) =>
  createYoga({
    schema: createSchema({
      typeDefs: 'type Query { id: ID } type Subscription { nothing: ID }',
      resolvers: { Subscription: { nothing: { subscribe: nothing } } },
    }),
    logging: false,
    plugins,
  });

const ask = (yoga: ReturnType<typeof yogaWith>, query: string, accept: string) =>
  yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  });

test('Yoga returns one document for one text, so compiled queries and selections are cached by document', async () => {
  const documents: DocumentNode[] = [];
  const yoga = yogaWith([{ onExecute: ({ args }) => void documents.push(args.document) }]);
  for (const query of ['{ id }', '{ again: id }', '{ id }'])
    await (await ask(yoga, query, 'application/json')).text();
  expect(documents).toHaveLength(3);
  expect(documents[2]).toBe(documents[0]);
  expect(documents[1]).not.toBe(documents[0]);
});

test('an event stream sends a ping more often than a connection may be idle', async () => {
  // Yoga uses a different interval if NODE_ENV is `test`.
  vi.stubEnv('NODE_ENV', 'production');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
  const { body } = await ask(yogaWith([]), 'subscription { nothing }', 'text/event-stream');
  if (!body) throw new Error('A stream has a body');
  const reader = body.getReader();
  const isPing = (chunk?: Uint8Array) => new TextDecoder().decode(chunk).startsWith(':');
  expect((await reader.read()).value).toSatisfy(isPing);
  const next = reader.read();
  await vi.advanceTimersByTimeAsync(HTTP_LIMITS.idleTimeoutMs / 2);
  expect((await next).value).toSatisfy(isPing);
  await reader.cancel();
});
