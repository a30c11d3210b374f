import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Admission } from './admission.js';
import { answerText } from './answer-text.js';

/** Who calls: the actor of events and the scope of idempotency keys. The name is null without authentication. */
export interface Caller {
  readonly name: string | null;
}

/** What is known of a request before it takes a path. */
export interface KnownRequest {
  /** Stands in the log, in the header `x-request-id` and in every error. */
  readonly id: string;
  readonly method: string;
  /** The path of the URL. Its query can hold personal data, which must not be kept. */
  readonly path: string;
  readonly caller: Caller;
}

/** What answers the requests of one path. */
export interface Route {
  /** Whether its requests count towards the limit of requests in flight. Probes must be answered under any load. */
  readonly limited: boolean;
  /** Answers the request. A promise settles when the work is done. */
  handle(req: IncomingMessage, res: ServerResponse, request: KnownRequest): PromiseLike<unknown> | undefined;
}

/** Sees every request, whichever path it takes: a log, a measure, a trace. It must not answer. */
export type Observer = (request: KnownRequest, req: IncomingMessage, res: ServerResponse) => void;

interface FrontDoorOptions {
  readonly routes: ReadonlyMap<string, Route>;
  readonly observers: readonly Observer[];
  readonly admission: Admission;
  /** Tells who calls. Runs once for each request. */
  readonly identify: (req: IncomingMessage) => Caller;
}

/**
 * The one way in: every request of every face passes here before paths split. In this order the request gets its id,
 * is identified, observed, checked, routed and admitted. Whatever all requests have in common belongs here, so that
 * no path can leave it out.
 */
export function frontDoor({ routes, observers, admission, identify }: FrontDoorOptions): RequestListener {
  return (req, res) => {
    const request: KnownRequest = {
      id: requestIdOf(req),
      method: req.method ?? '',
      path: pathOf(req),
      caller: identify(req),
    };
    res.setHeader('x-request-id', request.id);
    for (const observe of observers) observe(request, req, res);
    if (!isHost(req.headers.host ?? 'localhost')) return answerText(res, 400, 'The Host header is invalid.');
    const route = routes.get(request.path);
    if (!route) return answerText(res, 404, 'Nothing is here. The API is at /graphql.');
    const work = () => route.handle(req, res, request);
    if (route.limited) admission(req, res, request.id, work);
    else void work();
  };
}

/** A caller's own request id is kept when it can stand in a log and a header as it is. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The path of a request's URL, without its query. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? url;

/**
 * Whether a Host header can stand in a URL: a Host that no URL parser takes would fail inside Yoga, where nothing
 * answers for it. No character may end the host of a URL and begin another of its parts.
 */
function isHost(host: string): boolean {
  if (host === lastHost) return true;
  if (/[/\\?#@]/.test(host) || !URL.canParse(`http://${host}/`)) return false;
  lastHost = host;
  return true;
}
/** Nearly every request has the same Host. */
let lastHost = 'localhost';
