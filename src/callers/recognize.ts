import { isApiKey } from './api-key.js';
import { ANYBODY, type Caller } from './caller.js';
import type { KnownKeys } from './known-keys.js';
import type { Tokens } from './tokens.js';

/** Tells who has a secret: an API key or a token. */
export interface Recognizer {
  /** Whether callers must say who they are. If not, everybody may do everything. */
  readonly isConfigured: boolean;
  /** The caller; null if the secret is not valid. */
  find(secret: string): Caller | null | Promise<Caller | null>;
  /** Called after a key was made or revoked. Does not fail: the keys are read again within seconds anyway. */
  keysChanged(): Promise<void>;
}

/** Without tokens and without any API key, everybody may do everything, and the gateway listens on loopback only. */
export const recognizer = (keys: KnownKeys, tokens: Tokens | null): Recognizer => ({
  get isConfigured() {
    return tokens !== null || keys.hasKeys;
  },
  find: (secret) => (isApiKey(secret) ? keys.find(secret) : (tokens?.find(secret) ?? null)),
  // A failure is logged by the next of the regular looks.
  keysChanged: () => keys.readAnew().catch(() => {}),
});

/** The recognizer of a gateway without authentication. */
export const UNGUARDED: Recognizer = {
  isConfigured: false,
  find: () => ANYBODY,
  keysChanged: async () => {},
};
