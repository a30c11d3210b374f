import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { type GraphQLParams, processRegularResult } from 'graphql-yoga';
import type { ServerContext } from '../graphql/request/server-context.js';
import type { Gateway, PipelineRequest } from '../graphql/request/yoga.js';
import { answerError, type HttpError } from './answer-error.js';
import type { HttpLimits } from './limits.js';
import { acceptedTypes, BAD_BYTES, bodyRefusal, inYogasWords, NOT_ACCEPTABLE, PAGE } from './media-type.js';
import { bodyReader } from './read-body.js';
import { Turns } from './turns.js';

/** Answers a request; settles when the answer is done. */
export type GraphqlHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  context: ServerContext,
) => PromiseLike<unknown>;

/** The content types of an answer on the fast path. */
const FAST_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/graphql-response+json']);

/**
 * The path of an ordinary request: JSON by POST, answered with JSON. It does without the fetch API's Request, Response
 * and streams, which took half of a small request's time. Parameters go straight into Yoga's pipeline, and the result
 * goes through Yoga's own processor. Every other request takes the standard path through Yoga. Both paths give the same
 * answer, byte by byte; `graphql/request/plugins.ts` refuses a plugin that would make them differ.
 *
 * Media types and the bytes of a body are checked before the paths split. Then the work may have to wait for a turn.
 */
export function fastPath(
  { yoga, maxBodyBytes, graphiqlPage, answer }: Gateway,
  { maxArrivingBytes }: Pick<HttpLimits, 'maxArrivingBytes'>,
  turns: Pick<Turns, 'isFree' | 'later'> = new Turns(),
): GraphqlHandler {
  const readBody = bodyReader({ maxBodyBytes, maxArrivingBytes });
  const standardPath: GraphqlHandler = (req, res, context) => Promise.resolve(yoga.handle(req, res, context));
  return async (req, res, context) => {
    const refuse = (error: HttpError) => answerError(res, context.requestId, error);
    if (req.method !== 'GET' && req.method !== 'POST') return refuse(NOT_ALLOWED);
    const types = acceptedTypes(req);
    const [type] = types;
    if (type === undefined) return refuse(NOT_ACCEPTABLE);
    if (type === PAGE && graphiqlPage) return sendPage(res, await graphiqlPage());
    const refusedBody = req.method === 'POST' ? bodyRefusal(req.headers) : null;
    if (refusedBody) return refuse(refusedBody);
    const body = req.method === 'POST' ? await readBody(req) : NO_BODY;
    if (!body) return undefined;
    if (!Buffer.isBuffer(body)) return refuse(body);
    if (!isUtf8(body)) return refuse(BAD_BYTES);
    if (!turns.isFree) await turns.later();
    // Nobody waits any more for the answer, and nothing was done yet.
    if (res.closed) return undefined;
    if (req.method !== 'POST') return standardPath(inYogasWords(req, types), res, context);
    const params = FAST_TYPES.has(type) ? readParams(body) : null;
    if (!params || mayStream(params))
      return standardPath(Object.assign(inYogasWords(req, types), { body }), res, context);
    const request = new FastPathRequest(req);
    return send(res, answerOf(await answer(params, request, context), type));
  };
}

const NO_BODY = Buffer.alloc(0);

/** Yoga would leave the connection of such a request open if it asked for a stream. */
const NOT_ALLOWED: HttpError = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'The method must be GET or POST.',
  headers: { allow: 'GET, POST' },
};

/** The parameters of a body. Null when it is not a JSON object: the standard path refuses it then. */
function readParams(body: Buffer): GraphQLParams | null {
  try {
    const params: unknown = JSON.parse(body.toString());
    return typeof params === 'object' && params !== null && !Array.isArray(params) ? params : null;
  } catch {
    return null;
  }
}

/** A query may contain 'subscription' as a mere name. It then takes the standard path, which does no harm. */
const mayStream = ({ query }: GraphQLParams): boolean =>
  typeof query !== 'string' || query.includes('subscription');

/** The part of the fetch API's Request that Yoga's pipeline uses. */
class FastPathRequest implements PipelineRequest {
  readonly #req: IncomingMessage;
  readonly headers: { get(name: string): string | null };

  constructor(req: IncomingMessage) {
    this.#req = req;
    this.headers = { get: (name) => (req.headers[name.toLowerCase()] as string | undefined) ?? null };
  }
  get method(): string {
    return this.#req.method as string;
  }
  get url(): string {
    return `http://${this.#req.headers.host ?? 'localhost'}${this.#req.url}`;
  }
}

/** Takes the place of the fetch API's Response, which Yoga makes from a result. */
class FastPathResponse {
  readonly body: string;
  /** In bytes. */
  readonly length: number;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(body: string, { status, headers = {} }: { status: number; headers?: Record<string, string> }) {
    this.body = body;
    this.length = Buffer.byteLength(body);
    this.status = status;
    this.headers = headers;
  }
}

const answerOf = (result: ExecutionResult, type: string): FastPathResponse =>
  processRegularResult(result, { Response: FastPathResponse } as never, type) as unknown as FastPathResponse;

function send(res: ServerResponse, { status, headers, body, length }: FastPathResponse): void {
  if (res.destroyed || res.headersSent) return;
  // Text that is all ASCII needs no encoding.
  res
    .writeHead(status, { ...headers, 'content-length': length })
    .end(body, length === body.length ? 'latin1' : 'utf8');
}

/** All clients share the bytes of the page. */
function sendPage(res: ServerResponse, page: Buffer): void {
  if (res.destroyed) return;
  res.writeHead(200, { 'content-type': PAGE, 'content-length': page.length }).end(page);
}
