import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Longer than a healthy server takes, shorter than a caller's patience. */
const FETCH_TIMEOUT_MS = 5_000;
/** A set has a few keys of about 1 KB. */
const MAX_BYTES = 256 * 1024;
/** A key that the issuer has withdrawn is trusted so long at most, while its server answers. */
const MAX_AGE_MS = 10 * 60_000;
/** Tokens with unknown keys make the set be fetched again, since its keys may have been rotated. Not more often than this. */
const MIN_AGE_MS = 30_000;

/** The issuer's keys cannot be fetched, and none are known. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

export interface JwksOptions {
  readonly url: URL;
  /** Called with the cause when the keys cannot be fetched. */
  readonly onFailure: (error: unknown) => void;
  /** A time in milliseconds that never goes back. */
  readonly now?: () => number;
}

/**
 * The public keys of a token's issuer (RFC 7517). Known keys stay in use while the issuer's server is away, slow or
 * answers nonsense.
 */
export class Jwks {
  readonly #options: Required<JwksOptions>;
  #set: { readonly text: string; readonly keyOf: JWTVerifyGetKey } | null = null;
  #triedMs = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | null = null;
  /** Changes with the keys: what was verified with others must be verified again. */
  version = 0;

  constructor(options: JwksOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  /**
   * The keys that are known. Fetches them if none are, and in the background if they are old.
   *
   * @throws KeysUnavailableError
   */
  async known(): Promise<JWTVerifyGetKey> {
    if (!this.#set) await this.#fetch();
    if (this.#set && this.#age >= MAX_AGE_MS) void this.#fetch();
    if (!this.#set) throw new KeysUnavailableError('The keys of JWT_JWKS_URL are not known');
    return this.#set.keyOf;
  }

  /** The keys after another look, for a token whose key is not known; null if it is too early for one. */
  async renewed(): Promise<JWTVerifyGetKey | null> {
    if (this.#age < MIN_AGE_MS && !this.#fetching) return null;
    await this.#fetch();
    return this.#set?.keyOf ?? null;
  }

  get #age(): number {
    return this.#options.now() - this.#triedMs;
  }

  #fetch(): Promise<void> {
    this.#fetching ??= this.#tryToFetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #tryToFetch(): Promise<void> {
    this.#triedMs = this.#options.now();
    try {
      const text = await fetchText(this.#options.url);
      if (text === this.#set?.text) return;
      this.#set = { text, keyOf: createLocalJWKSet(JSON.parse(text) as JSONWebKeySet) };
      this.version++;
    } catch (error) {
      this.#options.onFailure(error);
    }
  }
}

async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    headers: { accept: 'application/json' },
    redirect: 'error',
  });
  if (!response.ok || !response.body) throw new Error(`JWT_JWKS_URL answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new Error(`JWT_JWKS_URL answered more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
