import { type ExecutionResult, type GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { NoteAudited } from '../../audit/audited.js';
import type { Query } from '../../database/sql.js';
import type { CreateContext } from '../../refunds/create/create-refund.js';
import { Followers } from '../../refunds/events/followers.js';
import { openFeeds } from '../../refunds/events/shared-feed.js';
import type { VerbContext } from '../../refunds/verb-context.js';
import { NO_POLICY } from '../../rules/policy.js';
import type { GatewayContext } from '../context.js';
import { federatedSchema } from '../federation/federated-schema.js';
import { limitLargeQueries } from '../limits/limit-large-queries.js';
import { limitRequests } from '../limits/limit-requests.js';
import { limitTime } from '../limits/limit-time.js';
import { REQUEST_LIMITS, type RequestLimits } from '../limits/request-limits.js';
import { Loaders } from '../loading/loaders.js';
import { schema } from '../schema.js';
import type { WhenKnown } from '../when-known.js';
import { compiledQueries } from './compiled-queries.js';
import { documentCaches } from './document-caches.js';
import { emptyOperationName } from './empty-operation-name.js';
import { describeErrors, describeResult, describeUnreadRequests, maskError } from './errors.js';
import { eventStream } from './event-stream.js';
import { eventsInOrder } from './events-in-order.js';
import { graphiqlPage } from './graphiql-page.js';
import { KnownOperations } from './known-operations.js';
import { refuseLongNames } from './long-names.js';
import { parseUrls } from './parse-urls.js';
import { pluginsOfBothPaths, standardPathOnly, stepsWhenKnown } from './plugins.js';
import { requireScopes } from './require-scopes.js';
import { refuseReservedNames } from './reserved-names.js';
import type { ServerContext } from './server-context.js';
import { refuseUnstorableText } from './storable-text.js';
import { streamsWanted } from './streams-wanted.js';

export interface GatewayOptions extends Omit<VerbContext & CreateContext, 'actor'> {
  /** Turns GraphiQL and introspection off. Clients of a production gateway read `schema.graphql`. */
  readonly production: boolean;
  /** Makes the API a subgraph of Apollo Federation too; off by default, because it adds root fields. */
  readonly federation?: boolean;
  /** Limits that are not given are `REQUEST_LIMITS`. */
  readonly requestLimits?: Partial<RequestLimits>;
  /** Takes what the audit is to have of refusals and errors. */
  readonly audit?: NoteAudited;
  /** See `GatewayContext`. Without it, this process does not know API keys. */
  readonly keysChanged?: () => Promise<void>;
  /** How many clients may follow events at once; the default is `MAX_FOLLOWERS`. */
  readonly maxFollowers?: number;
}

export interface Gateway {
  /** Serves `/graphql`. */
  readonly yoga: YogaServerInstance<ServerContext, GatewayContext>;
  /** A larger body is refused. */
  readonly maxBodyBytes: number;
  /** Makes the page of GraphiQL; null where there is none. */
  readonly graphiqlPage: (() => Promise<Buffer>) | null;
  /** The result of a request by POST that is no subscription. */
  answer(params: GraphQLParams, request: PipelineRequest, context: ServerContext): Promise<ExecutionResult>;
}

/** Yoga's own plugin of this name works on the standard path only. */
const withoutIntrospection: Plugin & { readonly whenKnown: WhenKnown } = {
  whenKnown: {},
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule);
  },
};

/** The part of the fetch API's Request that the pipeline uses. */
export interface PipelineRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** The GraphQL API over a database. */
export function createGateway({
  production,
  federation = false,
  maxFollowers,
  requestLimits,
  database,
  groups,
  clock,
  processor,
  policy = NO_POLICY,
  audit = () => {},
  keysChanged = async () => {},
}: GatewayOptions): Gateway {
  const limits = { ...REQUEST_LIMITS, ...requestLimits };
  const followers = new Followers(maxFollowers);
  const feeds = openFeeds(database);
  const served = federation ? federatedSchema(schema) : schema;
  const contextOf = (
    request: Pick<PipelineRequest, 'headers'>,
    { caller, onClosed, room }: ServerContext,
  ): GatewayContext => {
    // The reads of one request take turns with those of others.
    const query: Query = (statement) => database.query(statement, request);
    return {
      database: { ...database, query },
      groups,
      clock,
      processor,
      policy,
      followers,
      feeds,
      onClosed,
      room,
      load: new Loaders(query),
      actor: caller.name,
      scopes: caller.scopes,
      audit,
      keysChanged,
      keys: new Set(),
      idempotencyKey: request.headers.get('idempotency-key'),
      lastEventId: request.headers.get('last-event-id') || null,
    };
  };
  const plugins = pluginsOfBothPaths<object>([
    ...(production ? [withoutIntrospection] : []),
    standardPathOnly('the fast path takes no GET', parseUrls),
    emptyOperationName,
    refuseUnstorableText,
    limitRequests(limits),
    streamsWanted,
    refuseLongNames,
    refuseReservedNames,
    requireScopes,
    compiledQueries(),
    limitLargeQueries(),
    limitTime(limits.operationTimeoutMs),
    eventsInOrder,
    standardPathOnly('the fast path leaves every subscription to the standard path', eventStream),
    describeErrors({ production }),
    standardPathOnly(
      'the fast path leaves a body that cannot be read to the standard path',
      describeUnreadRequests({ production }),
    ),
  ]);
  const known = new KnownOperations(stepsWhenKnown(plugins));
  const yoga = createYoga<ServerContext, GatewayContext>({
    schema: served,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    cors: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: limits.maxBodyBytes,
    parserAndValidationCache: documentCaches,
    maskedErrors: { maskError },
    // Yoga would make the page for each request.
    graphiql: false,
    context: (context) => contextOf(context.request, context),
    plugins: [...plugins, known.plugin],
  });
  const masked = (result: ExecutionResult, context: ServerContext): ExecutionResult => {
    const { errors } = result;
    if (!errors) return result;
    const maskedErrors = errors.map((error) => maskError(error) as GraphQLError);
    return describeResult({ ...result, errors: maskedErrors }, context, production);
  };
  return {
    yoga,
    maxBodyBytes: limits.maxBodyBytes,
    graphiqlPage: production ? null : graphiqlPage(),
    answer: async (params, request, context) => {
      try {
        const result = known.execute(params, served, () => contextOf(request, context));
        if (result) return masked(await result, context);
        const answered = yoga.getResultForParams({ params, request: request as never }, context as never);
        return (await answered) as ExecutionResult;
      } catch (error) {
        return masked({ errors: [error as GraphQLError] }, context);
      }
    },
  };
}
