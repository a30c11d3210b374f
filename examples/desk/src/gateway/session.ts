import { useSyncExternalStore } from 'react';

/**
 * The key of who works at this desk. It is kept in sessionStorage: it ends with the tab, and other tabs do not have it.
 */
const STORAGE_NAME = 'refund-desk.key';

export interface Session {
  readonly key: string | null;
  /** True once the gateway has refused to answer without a valid key. */
  readonly refused: boolean;
}

let session: Session = { key: sessionStorage.getItem(STORAGE_NAME), refused: false };
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export const currentKey = (): string | null => session.key;

export function signIn(key: string): void {
  sessionStorage.setItem(STORAGE_NAME, key);
  change({ key, refused: false });
}

export function signOut(): void {
  sessionStorage.removeItem(STORAGE_NAME);
  change({ key: null, refused: true });
}

/** Called when the gateway answers 401. */
export function keyWasRefused(): void {
  if (!session.refused) change({ ...session, refused: true });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);
