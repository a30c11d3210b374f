import type { Caller } from '../../../src/callers/caller.js';
import type { Recognizer } from '../../../src/callers/recognize.js';
import type { Scope } from '../../../src/rules/scopes.js';

/** Callers whose secrets are their names. */
export class TestCallers implements Recognizer {
  readonly isConfigured = true;
  readonly #callers = new Map<string, Caller>();
  readonly #listeners = new Map<string, Set<() => void>>();

  add(name: string, scopes: readonly Scope[]): void {
    const listeners = new Set<() => void>();
    this.#listeners.set(name, listeners);
    const onEnd = (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    this.#callers.set(name, { name, scopes: new Set(scopes), onEnd });
  }

  /** How many streams of a caller are open. */
  followed(name: string): number {
    return this.#listeners.get(name)?.size ?? 0;
  }

  revoke(name: string): void {
    this.#callers.delete(name);
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener();
  }

  async keysChanged(): Promise<void> {}

  find(secret: string): Caller | null {
    return this.#callers.get(secret) ?? null;
  }
}

export const as = (name: string) => ({ authorization: `Bearer ${name}` });
