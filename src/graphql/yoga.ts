import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention';
import { useDisableIntrospection } from '@graphql-yoga/plugin-disable-introspection';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import type { VerbContext } from '../refunds/verb-context.js';
import type { GatewayContext } from './context.js';
import { describeErrors, maskError } from './errors.js';
import { eventsInOrder } from './events-in-order.js';
import { graphiqlTabs } from './graphiql-tabs.js';
import { Loaders } from './loaders.js';
import { parseRequests } from './request-parser.js';
import { schema } from './schema.js';
import type { ServerContext } from './server-context.js';
import { refuseUnstorableText } from './storable-text.js';

/** A hundred refunds with everything that they take are a tenth of this. */
const MAX_BODY_BYTES = 200_000;

export interface GatewayOptions extends Omit<VerbContext, 'actor'> {
  /** No GraphiQL and no introspection: what an API offers is in `schema.graphql`. */
  readonly production: boolean;
}

export type Gateway = YogaServerInstance<ServerContext, GatewayContext>;

/** The GraphQL API over a database, as a request listener for `/graphql`. */
export function createGateway({ production, ...verbs }: GatewayOptions): Gateway {
  return createYoga<ServerContext, GatewayContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: MAX_BODY_BYTES,
    maskedErrors: { maskError },
    renderGraphiQL,
    graphiql: production
      ? false
      : {
          title: 'Refund Gateway',
          defaultTabs: [...graphiqlTabs],
          defaultQuery: graphiqlTabs[0]?.query ?? '',
        },
    context: ({ request }): GatewayContext => ({
      ...verbs,
      load: new Loaders(verbs.database.prisma),
      actor: null,
      idempotencyKey: request.headers.get('idempotency-key'),
    }),
    plugins: [
      // A POST of JSON cannot be sent across sites unasked; whatever else can needs a header that cannot.
      useCSRFPrevention({ requestHeaders: ['x-requested-with'] }),
      ...(production ? [useDisableIntrospection()] : []),
      parseRequests,
      refuseUnstorableText,
      eventsInOrder,
      describeErrors({ production }),
    ],
  });
}
