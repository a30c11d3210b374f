import type { Plugin } from 'graphql-yoga';
import type { WhenKnown } from '../when-known.js';

/**
 * Takes an empty `operationName` for none. GraphQL over HTTP says so for GET, and Yoga does it there. Some clients send
 * it by POST for an operation without a name.
 */
export const emptyOperationName: Plugin & { readonly whenKnown: WhenKnown } = {
  // A known operation is the only one of its document, so that it needs no name.
  whenKnown: {},
  onParams({ params, setParams }) {
    if (params.operationName !== '') return;
    const { operationName: _, ...others } = params;
    setParams(others);
  },
};
