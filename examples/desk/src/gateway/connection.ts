import { useSyncExternalStore } from 'react';

/** How the desk hears of changes now. */
export type Connection = 'off' | 'connecting' | 'connected' | 'reconnecting';

/** The state of each followed feed, by its name. */
const feeds = new Map<string, Connection>();
const listeners = new Set<() => void>();

export function setConnection(feed: string, next: Connection): void {
  feeds.set(feed, next);
  for (const listener of listeners) listener();
}

/** The worst state of the feeds: one that reconnects means that something may be missing on the screen. */
function connection(): Connection {
  const states = [...feeds.values()];
  return (
    (['reconnecting', 'connecting', 'connected'] as const).find((state) => states.includes(state)) ?? 'off'
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, connection);
