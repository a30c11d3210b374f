import { type FetchAPI, isAsyncIterable, type Plugin } from 'graphql-yoga';
import { EVENT_ID, type EventAnswer } from '../limits/event-answers.js';

/** More often than a connection may be idle, here and in proxies, where a minute is usual. */
const PING_INTERVAL_MS = 12_000;
/** How long an EventSource waits before it reconnects. A process that restarts is back within seconds. */
const RECONNECT_AFTER_MS = 1_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  connection: 'keep-alive',
  'cache-control': 'no-store',
  // Without it, nginx would keep events back until it has collected some kilobytes.
  'x-accel-buffering': 'no',
};

/**
 * Writes the events of a subscription as the protocol GraphQL over SSE does in its mode of distinct connections, and
 * tells with each one its id, which Yoga leaves out. An EventSource sends the last id when it reconnects.
 */
export const eventStream: Plugin = {
  onResultProcess({ result, setResultProcessor }) {
    // Such a client accepts an event stream: `streamsWanted` refuses every other one.
    if (!isAsyncIterable(result)) return;
    setResultProcessor((_, fetchApi) => streamOf(result, fetchApi), HEADERS['content-type']);
  },
};

function streamOf(
  answers: AsyncIterable<EventAnswer>,
  { Response, ReadableStream, TextEncoder }: FetchAPI,
): Response {
  const encoder = new TextEncoder();
  const iterator = answers[Symbol.asyncIterator]();
  let pings: NodeJS.Timeout;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      write(`retry: ${RECONNECT_AFTER_MS}\n\n`);
      pings = setInterval(() => {
        // A client that does not read needs no ping.
        if ((controller.desiredSize ?? 0) > 0) write(':\n\n');
      }, PING_INTERVAL_MS);
    },
    async pull(controller) {
      try {
        const { value, done } = await iterator.next();
        controller.enqueue(encoder.encode(done ? COMPLETE : messageOf(value)));
        if (!done) return;
        clearInterval(pings);
        controller.close();
      } catch (error) {
        clearInterval(pings);
        controller.error(error);
      }
    },
    async cancel() {
      clearInterval(pings);
      await iterator.return?.();
    },
  });
  return new Response(stream, { headers: HEADERS });
}

/** It tells a client not to come back. */
const COMPLETE = 'event: complete\ndata:\n\n';

function messageOf(answer: EventAnswer): string {
  const { [EVENT_ID]: id, ...told } = answer;
  const resume = id === undefined ? '' : `id: ${id}\n`;
  const isMark = told.data === undefined && told.errors === undefined;
  return isMark ? `${resume}\n` : `${resume}event: next\ndata: ${JSON.stringify(told)}\n\n`;
}
