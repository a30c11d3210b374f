import { getOperationName } from '@urql/core';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { authorizedFetch } from './authorized-fetch';
import { normalizedCache } from './cache';
import { follow } from './follow';
import { GATEWAY_PATH } from './path';

/** A client with a cache of its own. Each session gets a new one, so that nobody sees what another person read. */
export const createClient = (): Client =>
  new Client({
    url: GATEWAY_PATH,
    fetch: authorizedFetch,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      normalizedCache(),
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables = {} }, { query: document }) => ({
          subscribe: (sink) => ({
            unsubscribe: follow({ name: getOperationName(document) ?? query, query, variables }, sink),
          }),
        }),
      }),
      fetchExchange,
    ],
  });
