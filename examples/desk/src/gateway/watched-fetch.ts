import { keyWasRefused } from './session';

/** The gateway sends a sign of life every 12 seconds. After three of them are missed, nobody is there. */
const LONGEST_SILENCE_MS = 40_000;

/**
 * fetch for a stream of events. It fails if nothing comes for a while: a computer that slept, or a network that
 * changed, may never tell that a connection is dead.
 */
export async function watchedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), LONGEST_SILENCE_MS);
  };
  const signal = init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
  const response = await fetch(input, { ...init, signal });
  if (response.status === 401) keyWasRefused();
  heard();
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, stream) {
      heard();
      stream.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
  return new Response(response.body?.pipeThrough(watch) ?? null, response);
}
