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

/** What an operator has to know of tokens. */
export interface TokenEvents {
  /** Called with the cause when the issuer's keys cannot be fetched. */
  readonly onFailure: (error: unknown) => void;
  /** Called with the reason when a token is refused. It names claims and no value. The caller is not told. */
  readonly onRefused: (reason: string) => void;
}

/** The callers of JSON Web Tokens (RFC 7519). */
export class Tokens {
  readonly #options: TokenOptions;
  readonly #clock: Clock;
  readonly #jwks: Jwks | null;
  readonly #onRefused: TokenEvents['onRefused'];

  constructor(options: TokenOptions, clock: Clock, { onFailure, onRefused }: TokenEvents) {
    this.#options = options;
    this.#clock = clock;
    this.#onRefused = onRefused;
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
      if (!caller) {
        this.#onRefused(`no name that a caller can have in the claim ${this.#options.nameClaim}`);
        return null;
      }
      verified.set(token, { caller, endsMs: endOf(payload), by: this, version: this.#version });
      return caller;
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      // The caller of a faulty token is not known.
      this.#onRefused(error.message);
      return null;
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
