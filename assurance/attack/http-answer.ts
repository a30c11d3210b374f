import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** An answer, or the first event of a stream. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** The data of an event of a stream. */
const EVENT = /^data: (.+)$/m;

/** Waits for the answer to a request that was sent. A stream is left at its first event. */
export async function answerTo(sent: ClientRequest): Promise<HttpAnswer> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  const isStream = response.headers['content-type']?.startsWith('text/event-stream') ?? false;
  let body = '';
  for await (const text of response.setEncoding('utf8')) {
    body += text;
    const event = isStream ? EVENT.exec(body)?.[1] : undefined;
    // The match shows that the line has ended.
    if (event !== undefined && body.includes('\n\n')) return { status, body: event };
  }
  return { status, body };
}
