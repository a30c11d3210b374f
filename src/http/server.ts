import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type Recognizer, UNGUARDED } from '../callers/recognize.js';
import type { ServerContext } from '../graphql/request/server-context.js';
import { createGateway, type Gateway, type GatewayOptions } from '../graphql/request/yoga.js';
import type { Logger } from '../process/logger.js';
import { limitInFlight } from './admission.js';
import { answerText } from './answer-text.js';
import { authenticate } from './authenticate.js';
import { limitCallerRate } from './caller-rate.js';
import { type Access, headCheck } from './check-head.js';
import { clientAddress } from './client-address.js';
import { limitConnections } from './connections.js';
import { exportRoutes } from './export-route.js';
import { fastPath } from './fast-path.js';
import { frontDoor } from './front-door.js';
import { HTTP_LIMITS, type HttpLimits } from './limits.js';
import { wantsPage } from './media-type.js';
import { oneByOne } from './one-by-one.js';
import { databaseProbe } from './readiness.js';
import { noteRefusal } from './refusals.js';
import { requestLog } from './request-log.js';
import type { KnownRequest, Route } from './request-steps.js';
import { UnreadAnswers } from './unread-answers.js';

export interface ServerOptions extends Omit<GatewayOptions, 'keysChanged'>, Access {
  readonly logger: Logger;
  /** Tells callers by their keys and tokens; without it, everybody may do everything. */
  readonly recognizer?: Recognizer;
  /** Aborted when the process is told to stop. From then on it is not ready, while it finishes what is in flight. */
  readonly stopping?: AbortSignal;
  /** Proxies that tell the address of their clients; none by default. */
  readonly trustedProxies?: readonly string[];
  /** A time in milliseconds that never goes back; tests set it. */
  readonly now?: () => number;
  /** Limits that are not given are `HTTP_LIMITS`. */
  readonly limits?: Partial<HttpLimits>;
}

/** The HTTP server: the API at /graphql, two probes, and one line in the log for each request. Not listening yet. */
export function createServer({
  logger,
  stopping,
  recognizer = UNGUARDED,
  trustedProxies = [],
  now = () => performance.now(),
  limits: given,
  ...options
}: ServerOptions): Server {
  const limits = { ...HTTP_LIMITS, ...given };
  const unread = new UnreadAnswers(limits);
  const gateway = createGateway({ ...options, keysChanged: () => recognizer.keysChanged() });
  const contextOf = serverContexts(logger, unread);
  const routes = new Map<string, Route>([
    ['/graphql', graphqlRoute(gateway, limits, contextOf, stopping)],
    ...exportRoutes({ ...limits, gateway, contextOf, clock: options.clock }),
    ['/', redirectRoute('/graphql')],
    ['/health', healthRoute],
    ['/ready', readyRoute(options, stopping)],
  ]);
  return limitedServer(
    limits,
    frontDoor({
      routes,
      observers: [requestLog(logger)],
      checkHead: headCheck(options),
      admission: limitCallerRate(limits.maxCallerRequests, limitInFlight(limits, unread), now),
      identify: authenticate({
        recognizer,
        addressOf: clientAddress(trustedProxies),
        now,
        logUnexpected: (error) => logger.error({ err: error }, 'Unexpected error'),
        ...(options.audit && { audit: options.audit }),
      }),
      logger,
    }),
  );
}

type ServerContextOf = (res: ServerResponse, request: KnownRequest) => ServerContext;

function serverContexts(logger: Logger, room: UnreadAnswers): ServerContextOf {
  return (res, { id: requestId, caller }) => ({
    requestId,
    caller,
    logUnexpected: (error) => logger.error({ reqId: requestId, err: error }, 'Unexpected error'),
    noteRefusal: (refusal) => noteRefusal(res, refusal),
    room,
    onClosed: (listener) => {
      if (res.closed) listener();
      else res.once('close', listener);
    },
  });
}

function graphqlRoute(
  gateway: Gateway,
  limits: HttpLimits,
  contextOf: ServerContextOf,
  stopping: AbortSignal | undefined,
): Route {
  const handle = fastPath(gateway, limits);
  return {
    limited: true,
    needsCaller: (req) => !(gateway.graphiqlPage && wantsPage(req)),
    handle: (req, res, request) => {
      // A query in a URL is public to every cache on the way.
      if (req.method === 'GET') res.setHeader('cache-control', 'no-store');
      const { shouldKeepAlive } = res;
      res.once('pipe', () => {
        // Yoga lets the connection of a stream stall for ever.
        res.setTimeout(limits.idleTimeoutMs);
        // Its header keeps the connection, also of a client that has asked for the end.
        if (!shouldKeepAlive) res.once('finish', () => req.socket.destroySoon());
        const cut = () => res.destroy();
        // A client that comes back is told by a 401 why.
        const forget = request.caller.onEnd?.(cut);
        if (forget) res.once('close', forget);
        // The end of the stream would tell its client not to come back.
        onAbort(stopping, cut, res);
      });
      return handle(req, res, contextOf(res, request));
    },
  };
}

/** Calls the listener when a signal is aborted, at once if it was before, unless the response is closed by then. */
function onAbort(signal: AbortSignal | undefined, listener: () => void, res: ServerResponse): void {
  if (signal?.aborted) listener();
  signal?.addEventListener('abort', listener);
  res.once('close', () => signal?.removeEventListener('abort', listener));
}

const redirectRoute = (location: string): Route => ({
  limited: false,
  needsCaller: () => false,
  handle: (_, res) => {
    res.writeHead(302, { location }).end();
    return undefined;
  },
});

/** Always 200: any answer shows that the process is alive. */
const healthRoute: Route = {
  limited: false,
  needsCaller: () => false,
  handle: (_, res) => {
    answerText(res, 200, 'ok');
    return undefined;
  },
};

/** 200 if the database answers and the process is not stopping, otherwise 503. Monitoring sees a sandbox in production. */
function readyRoute(
  { database, processor }: Pick<GatewayOptions, 'database' | 'processor'>,
  stopping: AbortSignal | undefined,
): Route {
  const databaseAnswers = databaseProbe(database);
  return {
    limited: false,
    needsCaller: () => false,
    handle: async (_, res) => {
      const isReady = (await databaseAnswers()) && !stopping?.aborted;
      answerText(
        res,
        isReady ? 200 : 503,
        isReady ? `ready, refunds are carried out by: ${processor.name}` : 'not ready',
      );
    },
  };
}

/** Slow clients and many connections meet Node's limits before any code of ours. */
function limitedServer(limits: HttpLimits, listener: RequestListener): Server {
  const server = createHttpServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    oneByOne(listener),
  );
  limitConnections(server, limits.maxConnections);
  refuseTunnels(server);
  return server.setTimeout(limits.idleTimeoutMs);
}

/** Node.js would close the connection of a CONNECT without an answer. */
function refuseTunnels(server: Server): void {
  server.on('connect', (_, socket) => {
    // Without a listener, a client that has disconnected would end the process. Node.js destroys the socket itself.
    socket.on('error', () => {});
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
      socket.destroy(),
    );
  });
}
