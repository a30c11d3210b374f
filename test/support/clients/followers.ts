import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { EventSource } from 'eventsource';
import { createClient } from 'graphql-sse';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** A real client that follows a feed and reconnects by itself. */
export interface FeedFollower {
  /** The ids of the events that it got. */
  ids(): Promise<readonly string[]>;
}

/** What to follow, where: a subscription with one field, whose event has its id selected. */
export interface Feed {
  /** The address of `/graphql`. */
  readonly url: string;
  readonly field: string;
  readonly query: string;
}

/** Longer than a restart takes, at the pause between two attempts. */
const RETRY_ATTEMPTS = 1_000;
const RETRY_PAUSE_MS = 100;

/** A client of graphql-sse for one subscription. It sends the id of its last event when it reconnects. */
function resumingClient(url: string, connected: () => void) {
  let lastEventId: string | undefined;
  const client = createClient({
    url,
    headers: () => (lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    on: { connected },
    retryAttempts: RETRY_ATTEMPTS,
    retry: () => new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS)),
  });
  onTestFinished(() => client.dispose());
  return {
    client,
    saw: (id: string) => {
      lastEventId = id;
    },
  };
}

type Told = Readonly<Record<string, { readonly id: string }>>;
const idIn = (data: unknown, field: string): string =>
  (data as Told)[field]?.id ?? `no id in ${JSON.stringify(data)}`;

/** Follows by graphql-sse. Resolves once the stream has begun. */
export function followByGraphqlSse({ url, field, query }: Feed): Promise<FeedFollower> {
  const ids: string[] = [];
  return new Promise((resolve, reject) => {
    const { client, saw } = resumingClient(url, () => resolve({ ids: async () => ids }));
    client.subscribe(
      { query },
      {
        next({ data, errors }) {
          const id = errors ? JSON.stringify(errors) : idIn(data, field);
          ids.push(id);
          saw(id);
        },
        error: (error) => {
          ids.push(`error: ${String(error)}`);
          reject(error);
        },
        complete: () => ids.push('complete'),
      },
    );
  });
}

/** Follows by urql, whose exchange for subscriptions uses graphql-sse as its documentation shows. */
export function followByUrql({ url, field, query }: Feed): Promise<FeedFollower> {
  const ids: string[] = [];
  return new Promise((resolve) => {
    const { client: sse, saw } = resumingClient(url, () => resolve({ ids: async () => ids }));
    const client = new Client({
      url,
      exchanges: [
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: (operation) => ({
            subscribe: (sink) => ({
              unsubscribe: sse.subscribe(
                { ...operation, query: operation.query ?? '' } as never,
                sink as never,
              ),
            }),
          }),
        }),
      ],
    });
    const { unsubscribe } = client.subscription(query, {}).subscribe(({ data, error }) => {
      const id = error ? `error: ${String(error)}` : idIn(data, field);
      ids.push(id);
      saw(id);
    });
    onTestFinished(unsubscribe);
  });
}

const inUrl = ({ url, query }: Feed): string => `${url}?query=${encodeURIComponent(query)}`;

/** Follows by the package `eventsource`. */
export function followByEventSource(feed: Feed): Promise<FeedFollower> {
  const ids: string[] = [];
  const source = new EventSource(inUrl(feed));
  onTestFinished(() => source.close());
  source.addEventListener('next', ({ data }) => ids.push(idIn(JSON.parse(data).data, feed.field)));
  source.addEventListener('complete', () => ids.push('complete'));
  return new Promise((resolve) => source.addEventListener('open', () => resolve({ ids: async () => ids })));
}

/** Follows by the EventSource of Chromium. The page must come from the gateway. */
export async function followInBrowser(page: Page, feed: Feed): Promise<FeedFollower> {
  const handle = await page.evaluateHandle(
    ({ url, field }) =>
      new Promise<string[]>((resolve) => {
        const ids: string[] = [];
        const source = new globalThis.EventSource(url);
        source.addEventListener('next', ({ data }) => ids.push(JSON.parse(data).data[field].id));
        source.addEventListener('complete', () => ids.push('complete'));
        source.addEventListener('open', () => resolve(ids));
      }),
    { url: inUrl(feed), field: feed.field },
  );
  return { ids: () => handle.jsonValue() };
}
