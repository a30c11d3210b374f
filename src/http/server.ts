import { randomUUID } from 'node:crypto';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createGateway, type GatewayOptions } from '../graphql/request/yoga.js';
import type { Logger } from '../process/logger.js';
import { limitRequests } from './admission.js';
import { shortWay } from './fast-path.js';
import { HTTP_LIMITS, type HttpLimits } from './limits.js';
import { databaseAnswers } from './readiness.js';
import { logWhenDone, pathOf } from './request-log.js';

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

  const server = limitedServer(limits, (req, res) => {
    const [requestId, path] = [requestIdOf(req), pathOf(req)];
    res.setHeader('x-request-id', requestId);
    logWhenDone(logger, { method: req.method ?? '', path, requestId }, res);
    // A Host that no URL takes would fail where nothing answers for it.
    if (!isHost(req.headers.host ?? 'localhost')) return answer(res, 400, 'The Host header is invalid.');
    switch (path) {
      case '/graphql':
        // Yoga lets the connection of a stream stall for ever.
        res.once('pipe', () => res.setTimeout(server.timeout));
        return admit(req, res, requestId, () =>
          gateway(req, res, {
            requestId,
            logUnexpected: (error) => logger.error({ reqId: requestId, err: error }, 'Unexpected error'),
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
function isHost(host: string): boolean {
  if (host === lastHost) return true;
  if (/[/\\?#@]/.test(host) || !URL.canParse(`http://${host}/`)) return false;
  lastHost = host;
  return true;
}
/** Nearly every request has the same. */
let lastHost = 'localhost';

function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(302, { location }).end();
}
