import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { type GraphQLParams, processRegularResult } from 'graphql-yoga';
import type { ServerContext } from '../graphql/request/server-context.js';
import { type Gateway, MAX_BODY_BYTES } from '../graphql/request/yoga.js';

/** What answers a request; settles when that is done. */
export type GraphqlHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  context: ServerContext,
) => PromiseLike<unknown>;

/** The type of the answer for the headers Accept that ask for nothing special; no header asks for anything. */
const answerTypes = new Map([
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json'],
  ['application/graphql-response+json,application/json;q=0.9', 'application/graphql-response+json'],
]);
const JSON_TYPE = /^application\/json(;|$)/;

/**
 * The way of an ordinary request, JSON by POST to JSON, without the Request, Response and streams of the fetch API,
 * which took half of its time. Parameters go straight into Yoga's pipeline and the result through Yoga's own
 * processor; the hooks that this leaves out (of requests and their parsing) only refuse what does not come here.
 * Whatever else there is goes to Yoga whole: both ways give the same answer, byte by byte.
 */
export function shortWay({ yoga, refusal }: Gateway): GraphqlHandler {
  const wholeWay: GraphqlHandler = (req, res, context) => Promise.resolve(yoga.handle(req, res, context));
  return async (req, res, context) => {
    const type = answerTypes.get(req.headers.accept ?? '');
    if (type === undefined || !isPlain(req)) return wholeWay(req, res, context);
    const body = await readBody(req);
    if (!body) return undefined;
    const params = parse(body);
    if (!params || mayStream(params)) {
      Object.assign(req, { body });
      return wholeWay(req, res, context);
    }
    const request = new ShortRequest(req);
    let result: ExecutionResult;
    try {
      const answered = yoga.getResultForParams({ params, request: request as never }, context as never);
      result = (await answered) as ExecutionResult;
    } catch (error) {
      result = refusal(error, context);
    }
    return send(res, result, type);
  };
}

/** Whether the head of a request asks for nothing that only Yoga does. */
const isPlain = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' &&
  JSON_TYPE.test(headers['content-type'] ?? '') &&
  headers['content-encoding'] === undefined &&
  Number(headers['content-length'] ?? 0) <= MAX_BODY_BYTES;

/**
 * Reads a body, and no more than shows that it is too large: then Yoga refuses it. Null for a caller who is gone before
 * all of it is there.
 */
function readBody(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY_BYTES) finish();
    };
    const finish = () => {
      req.off('data', take).off('end', finish);
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    };
    req
      .on('data', take)
      .on('end', finish)
      .once('close', () => resolve(null));
  });
}

/** A body that is too large, or no JSON object, is Yoga's to refuse. */
function parse(body: Buffer): GraphQLParams | null {
  if (body.length > MAX_BODY_BYTES) return null;
  try {
    const params: unknown = JSON.parse(body.toString());
    return typeof params === 'object' && params !== null && !Array.isArray(params) ? params : null;
  } catch {
    return null;
  }
}

/** The word may also stand elsewhere: then the request takes the longer way, no more. */
const mayStream = ({ query }: GraphQLParams): boolean =>
  typeof query !== 'string' || query.includes('subscription');

/** What the pipeline asks of a Request of the fetch API. */
class ShortRequest {
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

/** Stands in for the fetch API's Response where Yoga makes one of a result. */
class ShortResponse {
  readonly body: string;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(body: string, { status, headers = {} }: { status: number; headers?: Record<string, string> }) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

function send(res: ServerResponse, result: ExecutionResult, type: string): void {
  if (res.destroyed || res.headersSent) return;
  const { status, headers, body } = processRegularResult(
    result,
    { Response: ShortResponse } as never,
    type,
  ) as unknown as ShortResponse;
  const length = Buffer.byteLength(body);
  // What is all ASCII is sent as it is, without a look at each character.
  res
    .writeHead(status, { ...headers, 'content-length': length })
    .end(body, length === body.length ? 'latin1' : 'utf8');
}
