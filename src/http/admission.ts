import { answerError, OVERLOADED } from './answer-error.js';
import type { HttpLimits } from './limits.js';
import type { Admission } from './request-steps.js';
import type { UnreadAnswers } from './unread-answers.js';

/**
 * Limits how many requests are in flight at once. A request is in flight from its head to the start of its answer.
 * Event streams, answers to slow readers, and bodies that take long to arrive do not count, because none of them holds
 * a connection of the pool. A request beyond the limit is refused before its body is read.
 *
 * Answers that are not read yet refuse nothing here: nobody knows yet whether this answer will be large.
 */
export function limitInFlight(
  { maxRequestsInFlight, slowBodyMs }: Pick<HttpLimits, 'maxRequestsInFlight' | 'slowBodyMs'>,
  unread: UnreadAnswers,
): Admission {
  let inFlight = 0;

  return async (request, req, res, work) => {
    if (inFlight >= maxRequestsInFlight) return answerError(res, request.id, OVERLOADED);
    let counted = false;
    const count = (isInFlight: boolean) => {
      if (counted !== isInFlight) inFlight += isInFlight ? 1 : -1;
      counted = isInFlight;
    };
    let answering = false;
    const slow = setTimeout(() => count(req.complete), slowBodyMs);
    const done = () => {
      answering = true;
      clearTimeout(slow);
      count(false);
    };
    count(true);
    // Several slow bodies may complete at once and exceed the limit, since an admitted request is always answered.
    req.once('end', () => {
      if (!answering) count(true);
    });
    const writeHead = res.writeHead;
    res.writeHead = ((...head: Parameters<typeof writeHead>) => {
      done();
      return writeHead.apply(res, head);
    }) as typeof writeHead;
    unread.watch(res);
    try {
      await work();
    } finally {
      // A caller that has disconnected gets no answer, but its work is still done and counts until then.
      done();
    }
  };
}
