import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { ANYBODY } from '../../../src/callers/caller.js';
import type { GatewayContext } from '../../../src/graphql/context.js';
import { Loaders } from '../../../src/graphql/loading/loaders.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { openFeeds } from '../../../src/refunds/events/shared-feed.js';
import type { TestGateway } from './test-gateway.js';
import { testSandbox } from './test-sandbox.js';

/** The answer of graphql-js to an operation, on the gateway's database and without any fast path of ours. */
export async function answerOfGraphqlJs(
  { database, clock, groups }: TestGateway,
  schema: GraphQLSchema,
  { query, variables }: { readonly query: string; readonly variables?: Record<string, unknown> },
): Promise<ExecutionResult> {
  const contextValue: GatewayContext = {
    database,
    clock,
    groups,
    processor: testSandbox,
    followers: new Followers(),
    feeds: openFeeds(database),
    onClosed: () => {},
    room: { isFull: false, makeRoomFor: () => true },
    actor: null,
    scopes: ANYBODY.scopes,
    audit: () => {},
    keysChanged: async () => {},
    keys: new Set(),
    idempotencyKey: null,
    lastEventId: null,
    load: new Loaders(database.query),
  };
  return execute({ schema, document: parse(query), contextValue, variableValues: variables ?? {} });
}
