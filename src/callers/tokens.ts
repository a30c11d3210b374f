import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { BoundedCache } from '../process/bounded-cache.js';
import type { Clock } from '../process/clock.js';
import { isScope } from '../rules/scopes.js';
import { type Caller, callerNameOf } from './caller.js';
import { Jwks } from './jwks.js';

/** How tokens are checked: by an issuer's public keys, or by a secret that is shared with it. */
export interface TokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: { readonly secret: Uint8Array } | { readonly jwksUrl: URL };
  /** The claim with the scopes: a text with spaces between them, or a list. */
  readonly scopesClaim: string;
  readonly nameClaim: string;
}

/** Only what can be checked with a public key. With HMAC, everybody who knows the public key could make tokens. */
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const SECRET_ALGORITHMS = ['HS256'];

/** How far the clocks of the issuer and the gateway may be apart. */
const CLOCK_TOLERANCE_S = 30;
/** The longest time that a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Verified {
  readonly caller: Caller;
  readonly endsMs: number;
  readonly by: Tokens;
  readonly version: number;
}

/** Verifying a signature takes longer than all else of a small request. Tokens of people who work at once fit. */
const verified = new BoundedCache<Verified>('verified tokens', {
  maxEntries: 10_000,
  maxCharacters: 10_000_000,
});

/** The callers of JSON Web Tokens (RFC 7519). */
export class Tokens {
  readonly #options: TokenOptions;
  readonly #clock: Clock;
  readonly #jwks: Jwks | null;

  /** @param onFailure called with the cause when the issuer's keys cannot be fetched */
  constructor(options: TokenOptions, clock: Clock, onFailure: (error: unknown) => void) {
    this.#options = options;
    this.#clock = clock;
    this.#jwks = 'jwksUrl' in options.keys ? new Jwks({ url: options.keys.jwksUrl, onFailure }) : null;
  }

  /**
   * The caller of a token, null if it is not valid.
   *
   * @throws KeysUnavailableError if no key of the issuer is known
   */
  find(token: string): Caller | Promise<Caller | null> {
    const known = verified.get(token);
    if (known?.by === this && known.version === this.#version && this.#clock.now().getTime() < known.endsMs)
      return known.caller;
    return this.#verify(token);
  }

  get #version(): number {
    return this.#jwks?.version ?? 0;
  }

  async #verify(token: string): Promise<Caller | null> {
    try {
      const payload = await this.#payloadOf(token);
      const caller = this.#callerOf(payload);
      if (!caller) return null;
      verified.set(token, { caller, endsMs: endOf(payload), by: this, version: this.#version });
      return caller;
    } catch (error) {
      // The caller of a faulty token is not known. The fault itself does not matter.
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  async #payloadOf(token: string): Promise<JWTPayload> {
    const { keys } = this.#options;
    if ('secret' in keys) return this.#check(token, async () => keys.secret, SECRET_ALGORITHMS);
    const jwks = this.#jwks as Jwks;
    try {
      return await this.#check(token, await jwks.known(), PUBLIC_KEY_ALGORITHMS);
    } catch (error) {
      const renewed = error instanceof errors.JWKSNoMatchingKey ? await jwks.renewed() : null;
      if (!renewed) throw error;
      return this.#check(token, renewed, PUBLIC_KEY_ALGORITHMS);
    }
  }

  async #check(token: string, keyOf: JWTVerifyGetKey, algorithms: string[]): Promise<JWTPayload> {
    const { issuer, audience } = this.#options;
    const { payload } = await jwtVerify(token, keyOf, {
      issuer,
      audience,
      algorithms,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['exp'],
      currentDate: this.#clock.now(),
    });
    return payload;
  }

  #callerOf(payload: JWTPayload): Caller | null {
    const { nameClaim, scopesClaim } = this.#options;
    const claim = payload[nameClaim];
    const name = typeof claim === 'string' ? callerNameOf(claim) : null;
    if (name === null) return null;
    const endsMs = endOf(payload);
    return {
      name,
      scopes: new Set(scopesIn(payload[scopesClaim]).filter(isScope)),
      onEnd: atTime(endsMs, this.#clock),
    };
  }
}

const endOf = ({ exp = 0 }: JWTPayload): number => (exp + CLOCK_TOLERANCE_S) * 1000;

/** Only a text is a scope. JavaScript would make one of a list in the list, and none of some objects, with an exception. */
const scopesIn = (claim: unknown): string[] =>
  typeof claim === 'string'
    ? claim.split(' ')
    : Array.isArray(claim)
      ? claim.filter((one) => typeof one === 'string')
      : [];

/** A timer that cannot wait so long ends earlier, after some weeks. */
const atTime = (endsMs: number, clock: Clock) => (listener: () => void) => {
  const timer = setTimeout(listener, Math.min(MAX_TIMER_MS, Math.max(0, endsMs - clock.now().getTime())));
  return () => clearTimeout(timer);
};
