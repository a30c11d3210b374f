import { Agent, request } from 'node:http';

/** Longer than the gateway's own timeouts. After this time the caller considers the answer lost. */
const ANSWER_TIMEOUT_MS = 25_000;

/** The response, or the reason why there is none. */
export type Reply =
  | {
      readonly status: number;
      readonly body: string;
      readonly requestId: string | undefined;
      readonly retryAfter: string | undefined;
    }
  | { readonly lost: string };

/** Sends one GraphQL request. Cuts its own socket after `cutAfterMs`, if given, even during the answer. */
export function post(
  agent: Agent,
  port: number,
  body: string,
  cutAfterMs: number | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return new Promise((resolve) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/graphql',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error: NodeJS.ErrnoException) => done({ lost: error.code ?? 'broken' }));
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            requestId: response.headers['x-request-id'] as string | undefined,
            retryAfter: response.headers['retry-after'],
          }),
        );
      },
    );
    const lose = (why: string) => {
      done({ lost: why });
      sent.destroy();
    };
    const timer = setTimeout(lose, ANSWER_TIMEOUT_MS, 'timeout');
    const scissors = cutAfterMs === null ? undefined : setTimeout(lose, cutAfterMs, 'cut');
    const done = (reply: Reply) => {
      clearTimeout(timer);
      clearTimeout(scissors);
      resolve(reply);
    };
    sent.on('error', (error: NodeJS.ErrnoException) => done({ lost: error.code ?? 'broken' }));
    sent.end(body);
  });
}

/** An agent that reuses connections, as clients do. */
export const keepAliveAgent = (): Agent => new Agent({ keepAlive: true });
