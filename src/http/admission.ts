import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpLimits } from './limits.js';

/** A caller that comes back at once meets the same crowd. */
const RETRY_AFTER_S = 1;

/** Lets a request in, or answers 503 and lets it go. */
export type Admit = (
  req: Pick<IncomingMessage, 'complete' | 'once'>,
  res: ServerResponse,
  requestId: string,
  work: () => PromiseLike<unknown> | undefined,
) => void;

/**
 * A guard that lets at most so many requests be under way at once, from their head to the start of their answer: not
 * while a stream of events is told, nor while a slow reader takes its answer, nor while a slow body arrives. None of
 * these holds a connection of the pool. What is too much is refused before its body is read.
 */
export function limitRequests({
  maxRequestsUnderWay,
  slowBodyMs,
}: Pick<HttpLimits, 'maxRequestsUnderWay' | 'slowBodyMs'>): Admit {
  let underWay = 0;

  return (req, res, requestId, work) => {
    if (underWay >= maxRequestsUnderWay) return refuse(res, requestId);
    let counted = false;
    const count = (as: boolean) => {
      if (counted !== as) underWay += as ? 1 : -1;
      counted = as;
    };
    let answering = false;
    const slow = setTimeout(() => count(req.complete), slowBodyMs);
    const done = () => {
      answering = true;
      clearTimeout(slow);
      count(false);
    };
    count(true);
    // Some more than the limit, where several slow bodies are complete at last: what was let in is answered.
    req.once('end', () => {
      clearTimeout(slow);
      if (!answering) count(true);
    });
    const writeHead = res.writeHead;
    res.writeHead = ((...head: Parameters<typeof writeHead>) => {
      done();
      return writeHead.apply(res, head);
    }) as typeof writeHead;
    // Who has gone meanwhile gets no answer; what he asked for is done all the same, and counts until then.
    Promise.resolve(work()).then(done, done);
  };
}

function refuse(res: ServerResponse, requestId: string): void {
  const message = 'The gateway has as much to do as it takes on at once: try again soon.';
  const extensions = { code: 'OVERLOADED', requestId, retryable: true };
  res
    .writeHead(503, {
      'content-type': 'application/json; charset=utf-8',
      'retry-after': `${RETRY_AFTER_S}`,
    })
    .end(JSON.stringify({ errors: [{ message, extensions }] }));
}
