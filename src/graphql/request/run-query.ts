import type { ExecutionResult } from 'graphql';
import type { ServerContext } from './server-context.js';
import type { Gateway } from './yoga.js';

/** Answers a query of the API, with its variables. */
export type RunQuery = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult>;

/**
 * Runs queries that no client has sent, such as the pages of an export, through all that the API does with a request. They
 * share one request, so that they take turns with the requests of others as one.
 */
export function queryRunner({ yoga }: Gateway, context: ServerContext): RunQuery {
  const request = { method: 'POST', url: 'http://localhost/graphql', headers: { get: () => null } };
  return async (query, variables) =>
    (await yoga.getResultForParams(
      { params: { query, variables: { ...variables } }, request: request as never },
      context as never,
    )) as ExecutionResult;
}
