import type { TokenOptions } from './tokens.js';

/** The settings for tokens, each of them valid by itself. */
export interface TokenSettings {
  readonly JWT_ISSUER?: string | undefined;
  readonly JWT_AUDIENCE?: string | undefined;
  readonly JWT_JWKS_URL?: string | undefined;
  readonly JWT_SECRET?: string | undefined;
  readonly JWT_SCOPES_CLAIM: string;
  readonly JWT_NAME_CLAIM: string;
}

interface SettingFault {
  readonly setting: keyof TokenSettings;
  readonly message: string;
}

const WHY = 'must be set, because every token must be made for this gateway';

/** What is wrong with the settings together. */
export function faultsOfTokenSettings(given: TokenSettings): readonly SettingFault[] {
  const { JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS_URL, JWT_SECRET } = given;
  const faults: SettingFault[] = [];
  if (JWT_JWKS_URL !== undefined && JWT_SECRET !== undefined)
    faults.push({ setting: 'JWT_SECRET', message: 'must not be set together with JWT_JWKS_URL' });
  if (JWT_JWKS_URL !== undefined || JWT_SECRET !== undefined) {
    if (JWT_ISSUER === undefined) faults.push({ setting: 'JWT_ISSUER', message: WHY });
    if (JWT_AUDIENCE === undefined) faults.push({ setting: 'JWT_AUDIENCE', message: WHY });
  } else if (JWT_ISSUER !== undefined || JWT_AUDIENCE !== undefined)
    faults.push({ setting: 'JWT_JWKS_URL', message: 'or JWT_SECRET must be set to check tokens' });
  return faults;
}

/** How tokens are checked; null if they are not taken. The settings have no faults. */
export function tokenOptionsOf(given: TokenSettings): TokenOptions | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: url, JWT_SECRET: secret } = given;
  if (issuer === undefined || audience === undefined) return null;
  const claims = { scopesClaim: given.JWT_SCOPES_CLAIM, nameClaim: given.JWT_NAME_CLAIM };
  if (secret !== undefined) return { issuer, audience, keys: { secret: Buffer.from(secret) }, ...claims };
  return url === undefined ? null : { issuer, audience, keys: { jwksUrl: new URL(url) }, ...claims };
}
