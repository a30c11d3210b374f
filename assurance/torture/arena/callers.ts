import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import type pg from 'pg';
import { createKey } from '../../../src/callers/create-key.js';
import type { Statement } from '../../../src/database/sql.js';
import { allScopes } from '../../../src/rules/scopes.js';
import { BOT, DESKS, policyText, SHOP, SUPERVISORS } from '../limits.js';

const ISSUER = 'https://torture.example';
const AUDIENCE = 'refund-gateway';
/** Longer than any run. */
const TOKEN_LASTS = '2 days';

/**
 * The callers of a run. Those who are there from the start have API keys. The others have tokens, so that there can be
 * any number of new callers. Each may do everything: who approves what is left to the rules, not to the scopes.
 */
export class RunCallers {
  readonly #directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-policy-'));
  readonly #policyFile = path.join(this.#directory, 'policy.json');
  readonly #secret = randomBytes(32).toString('hex');
  readonly #secrets = new Map<string, string>();

  private constructor() {
    writeFileSync(this.#policyFile, policyText());
  }

  /** Writes the policy, and creates the API keys in the run's own database, which the gateways find at their start. */
  static async create(own: pg.Pool): Promise<RunCallers> {
    const callers = new RunCallers();
    const write = async ({ text, values }: Statement) =>
      (await own.query({ text, values: [...values], rowMode: 'array' })).rows;
    for (const name of [SHOP, ...DESKS, BOT, ...SUPERVISORS]) {
      const created = await createKey({ write }, { name, scopes: allScopes, expires: null }, new Date());
      if (!created) throw new Error(`The run has a key for ${name} already`);
      callers.#secrets.set(name, created.secret);
    }
    return callers;
  }

  /** The settings by which a gateway knows the callers and their limits. */
  get settings(): Readonly<Record<string, string>> {
    return {
      POLICY_FILE: this.#policyFile,
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
      JWT_SECRET: this.#secret,
      // One caller sends most requests of the run.
      MAX_CALLER_REQUESTS: '1000000000',
    };
  }

  /** The header that says who calls. A name that has no key gets a token. */
  async headersOf(name: string): Promise<{ readonly authorization: string }> {
    const secret = this.#secrets.get(name) ?? (await this.#token(name));
    this.#secrets.set(name, secret);
    return { authorization: `Bearer ${secret}` };
  }

  close(): void {
    rmSync(this.#directory, { recursive: true });
  }

  #token(name: string): Promise<string> {
    return new SignJWT({ scope: allScopes.join(' ') })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(name)
      .setExpirationTime(TOKEN_LASTS)
      .sign(Buffer.from(this.#secret));
  }
}
