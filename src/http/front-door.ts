import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { NOBODY } from '../callers/caller.js';
import type { Logger } from '../process/logger.js';
import { answerError, type HttpError } from './answer-error.js';
import { answerText } from './answer-text.js';
import type { headCheck } from './check-head.js';
import { answerPreflight, isPreflight } from './cors.js';
import type { Admission, ArrivedRequest, Identify, Observer, Route } from './request-steps.js';
import { useOriginForm } from './request-target.js';

interface FrontDoorOptions {
  readonly routes: ReadonlyMap<string, Route>;
  readonly observers: readonly Observer[];
  readonly checkHead: ReturnType<typeof headCheck>;
  readonly identify: Identify;
  readonly admission: Admission;
  readonly logger: Logger;
}

/**
 * The one way in: every request of every interface (GraphQL, webhook, metrics) passes here before paths split. In this
 * order the request gets its id and is observed, checked, routed, identified and admitted. Whatever all requests have in
 * common belongs here, so that no path can leave it out.
 *
 * An exception or a rejection of a step is logged and answered with 500, as is a route that answers nothing, and the
 * process goes on. A step must not throw in a listener of its own, which nothing here can catch.
 */
export function frontDoor(options: FrontDoorOptions): RequestListener {
  const { routes, observers, checkHead, identify, admission, logger } = options;

  const pass = async (request: Arrival, req: IncomingMessage, res: ServerResponse) => {
    const refused = checkHead(req, res);
    if (refused) return answerError(res, request.id, refused);
    if (isPreflight(req)) return answerPreflight(req, res);
    const route = routes.get(request.path);
    const identified = route?.needsCaller(req) === false ? NOBODY : identify(req);
    // Without the test, every request would wait for the next turn of the queue of promises.
    const caller = 'then' in identified ? await identified : identified;
    // A client that has disconnected meanwhile sends no event any more that a route could wait for.
    if (req.socket.destroyed) return;
    if ('refused' in caller) return answerError(res, request.id, caller.refused);
    const known = Object.assign(request, { caller });
    if (!route) return answerText(res, 404, 'Nothing is here. The API is at /graphql.');
    const work = () => route.handle(req, res, known);
    await (route.limited ? admission(known, req, res, work) : work());
    if (!res.headersSent && !req.socket.destroyed)
      throw new Error(`The route of ${request.path} gave no answer`);
  };

  return (req, res) => {
    useOriginForm(req);
    const request: Arrival = {
      id: requestIdOf(req),
      method: req.method ?? '',
      path: pathOf(req),
      caller: null,
    };
    const log = (error: unknown, message: string) => logger.error({ reqId: request.id, err: error }, message);
    res.setHeader('x-request-id', request.id);
    const guarded = <T>(observe: () => T): T | undefined => {
      try {
        return observe();
      } catch (error) {
        log(error, 'An observer of requests failed');
        return undefined;
      }
    };
    for (const observe of observers) {
      const atEnd = guarded(() => observe(request, req, res));
      if (atEnd) res.once('close', () => guarded(atEnd));
    }
    pass(request, req, res).catch((error) => {
      log(error, 'Unexpected error');
      if (!res.headersSent) answerError(res, request.id, UNEXPECTED);
      else if (!res.writableEnded) res.destroy();
    });
  };
}

/** A request on its way through the door, which sets its caller. */
type Arrival = { -readonly [Name in keyof ArrivedRequest]: ArrivedRequest[Name] };

const UNEXPECTED: HttpError = { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'Unexpected error.' };

/** A caller's own request id is kept when it can stand in a log and a header as it is. */
const REQUEST_ID = /^[\w.-]{1,64}$/;

function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** The path of a request's URL, without its query. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? url;
