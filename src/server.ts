import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { pinoHttp } from 'pino-http';
import { createGateway, type GatewayOptions } from './graphql/yoga.js';
import { HTTP_LIMITS, type HttpLimits } from './http-limits.js';
import type { Logger } from './logger.js';
import { limitRequests } from './overload.js';
import { databaseAnswers } from './readiness.js';
import { shortWay } from './short-way.js';

/** A caller's own request id is kept when it can stand in a log and a header as it is. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

export interface ServerOptions extends GatewayOptions {
  readonly logger: Logger;
  /** Aborted when the process is told to stop: from then on it is not ready, while it finishes what is under way. */
  readonly stopping?: AbortSignal;
  /** Those that are not given are `HTTP_LIMITS`. */
  readonly limits?: Partial<HttpLimits>;
}

/** The HTTP face: the API, a look at its health, and one line in the log for each request. Not listening yet. */
export function createServer({ logger, stopping, limits: given, ...options }: ServerOptions): Server {
  const gateway = shortWay(createGateway(options));
  const limits = { ...HTTP_LIMITS, ...given };
  const admit = limitRequests(limits);
  const logRequest = pinoHttp({
    logger,
    quietReqLogger: true,
    genReqId: requestIdOf,
    serializers: { req: describeRequest, res: describeResponse },
    customLogLevel: (_, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: (req, res) => `${req.method} ${pathOf(req)} ${res.statusCode}`,
    customErrorMessage: (req, res) => `${req.method} ${pathOf(req)} ${res.statusCode}`,
  });

  const server = limitedServer(limits, (req, res) => {
    logRequest(req, res);
    // A Host that no URL takes would fail where nothing answers for it.
    if (!isHost(req.headers.host ?? 'localhost')) return answer(res, 400, 'The Host header is invalid.');
    switch (pathOf(req)) {
      case '/graphql':
        // Yoga lets the connection of a stream stall for ever.
        res.once('pipe', () => res.setTimeout(server.timeout));
        return admit(req, res, () =>
          gateway(req, res, {
            requestId: String(req.id),
            logUnexpected: (error) => req.log.error({ err: error }, 'Unexpected error'),
          }),
        );
      case '/':
        return redirect(res, '/graphql');
      case '/health':
        return answer(res, 200, 'ok');
      case '/ready':
        return void databaseAnswers(options.database).then((reached) => {
          const ready = reached && !stopping?.aborted;
          answer(res, ready ? 200 : 503, ready ? 'ready' : 'not ready');
        });
      default:
        return answer(res, 404, 'Nothing is here. The API is at /graphql.');
    }
  });
  return server;
}

/** Slow clients and many connections meet limits before any code of ours. */
function limitedServer(limits: HttpLimits, listener: RequestListener): Server {
  const server = createHttpServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    listener,
  );
  server.maxConnections = limits.maxConnections;
  return server.setTimeout(limits.idleTimeoutMs);
}

/** With no character that would end the host of a URL and begin another of its parts. */
const isHost = (host: string): boolean => !/[/\\?#@]/.test(host) && URL.canParse(`http://${host}/`);

function requestIdOf(req: IncomingMessage, res: ServerResponse): string {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  res.setHeader('x-request-id', id);
  return id;
}

const pathOf = ({ url = '/' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? url;

/** A query's variables can hold what must not be kept: the address is logged without them. */
const describeRequest = (req: { id: unknown; method: string; url: string }) => ({
  id: req.id,
  method: req.method,
  path: pathOf(req),
});
const describeResponse = ({ statusCode }: { statusCode: number }) => ({ statusCode });

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(302, { location }).end();
}
