import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-sse';
import { authorization } from './authorized-fetch';
import { setConnection } from './connection';
import { GATEWAY_PATH } from './path';
import { watchedFetch } from './watched-fetch';

interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

interface Sink {
  next(result: ExecutionResult): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/**
 * Follows a subscription until it is stopped. After each interruption it goes on from the last event that it received,
 * so nothing is missed, whether the gateway restarted or the network was away. The end of a stream is an interruption
 * too: a gateway that stops ends its streams. The subscription needs a variable `afterEvent` and one field with an `id`.
 *
 * @returns how to stop
 */
export function follow(operation: Operation, sink: Sink): () => void {
  const stopping = new AbortController();
  void followUntil(stopping.signal, operation, sink);
  return () => stopping.abort();
}

async function followUntil(stopped: AbortSignal, { name, query, variables }: Operation, sink: Sink) {
  const client = createClient({
    url: GATEWAY_PATH,
    headers: authorization,
    fetchFn: watchedFetch,
    retryAttempts: 0,
  });
  stopped.addEventListener('abort', () => client.dispose());
  let afterEvent: string | null = null;
  let wait = FIRST_WAIT_MS;
  setConnection(name, 'connecting');
  const connected = () => {
    wait = FIRST_WAIT_MS;
    setConnection(name, 'connected');
  };
  while (!stopped.aborted) {
    try {
      for await (const result of client.iterate(
        { query, variables: { ...variables, afterEvent } },
        { connected },
      )) {
        // An event that the gateway does not know cannot be gone on from: then the screens load everything anew.
        afterEvent = result.data ? (eventId(result.data) ?? afterEvent) : null;
        sink.next(result as ExecutionResult);
      }
    } catch {
      // Whatever cut the stream: the next attempt tells whether the gateway is there again.
    }
    if (stopped.aborted) break;
    setConnection(name, 'reconnecting');
    await pause(wait, stopped);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
  setConnection(name, 'off');
}

function eventId(data: Record<string, unknown>): string | undefined {
  const [event] = Object.values(data);
  return event && typeof event === 'object' && 'id' in event ? String(event.id) : undefined;
}

/** Waits. It ends early if it is stopped, or if the browser hears that the network is back. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      stopped.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    stopped.addEventListener('abort', end);
  });
}
