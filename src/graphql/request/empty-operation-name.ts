import type { Plugin } from 'graphql-yoga';

/**
 * Takes an empty `operationName` for none. GraphQL over HTTP says so for GET, and Yoga does it there. Some clients send
 * it by POST for an operation without a name.
 */
export const emptyOperationName: Plugin = {
  onParams({ params, setParams }) {
    if (params.operationName !== '') return;
    const { operationName: _, ...others } = params;
    setParams(others);
  },
};
