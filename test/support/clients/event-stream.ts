import type { Answer } from '../gateways/test-gateway.js';

/** An open stream of server-sent events, whose answer has begun. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The answer of each event as it arrives. Ends when the gateway ends the stream or the stream is cut. */
  readonly answers: AsyncIterableIterator<Answer>;
  /** The whole body of an answer that is no stream. */
  text(): Promise<string>;
  /** Returns the next `count` answers. */
  take(count: number): Promise<Answer[]>;
  /** Disconnects without notice, like a client that has crashed. */
  cut(): void;
}

/** Subscribes as clients do, at the address of `/graphql`. */
export async function openStream(
  url: string,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: abort.signal,
  });
  const answers = answersOf(response);
  return {
    status: response.status,
    headers: response.headers,
    answers,
    text: () => response.text(),
    async take(count) {
      const taken: Answer[] = [];
      while (taken.length < count) {
        const { value, done } = await answers.next();
        if (done) throw new Error(`Ended after ${taken.length} of ${count}: ${JSON.stringify(taken)}`);
        taken.push(value);
      }
      return taken;
    },
    cut: () => abort.abort(),
  };
}

async function* answersOf({ body }: Response): AsyncGenerator<Answer, void> {
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.+)$/m.exec(message)?.[1];
      if (data) yield JSON.parse(data) as Answer;
    }
  }
}
