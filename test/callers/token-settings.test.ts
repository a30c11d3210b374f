import { describe, expect, test } from 'vitest';
import { faultsOfTokenSettings, tokenOptionsOf } from '../../src/callers/token-settings.js';

const claims = { JWT_SCOPES_CLAIM: 'scope', JWT_NAME_CLAIM: 'sub' };
const issuer = { JWT_ISSUER: 'https://idp.example' };
const audience = { JWT_AUDIENCE: 'refunds' };
const secret = { JWT_SECRET: 'a secret of at least thirty-two bytes' };
const url = { JWT_JWKS_URL: 'https://idp.example/keys' };

const MADE_FOR = 'must be set, because every token must be made for this gateway';
const NO_KEYS = { setting: 'JWT_JWKS_URL', message: 'or JWT_SECRET must be set to check tokens' };
const NO_ISSUER = { setting: 'JWT_ISSUER', message: MADE_FOR };
const NO_AUDIENCE = { setting: 'JWT_AUDIENCE', message: MADE_FOR };
const BOTH_KEYS = { setting: 'JWT_SECRET', message: 'must not be set together with JWT_JWKS_URL' };

test.each([
  ['nothing', {}, []],
  ['an issuer, an audience and a secret', { ...issuer, ...audience, ...secret }, []],
  ['an issuer, an audience and a URL', { ...issuer, ...audience, ...url }, []],
  ['an issuer', issuer, [NO_KEYS]],
  ['an audience', audience, [NO_KEYS]],
  ['an issuer and an audience', { ...issuer, ...audience }, [NO_KEYS]],
  ['a secret', secret, [NO_ISSUER, NO_AUDIENCE]],
  ['a URL', url, [NO_ISSUER, NO_AUDIENCE]],
  ['an issuer and a secret', { ...issuer, ...secret }, [NO_AUDIENCE]],
  ['an audience and a URL', { ...audience, ...url }, [NO_ISSUER]],
  ['everything', { ...issuer, ...audience, ...secret, ...url }, [BOTH_KEYS]],
  ['a secret and a URL', { ...secret, ...url }, [BOTH_KEYS, NO_ISSUER, NO_AUDIENCE]],
])('what is wrong with %s', (_, settings, faults) => {
  expect(faultsOfTokenSettings({ ...claims, ...settings })).toEqual(faults);
});

describe('tokens are', () => {
  const given = { ...claims, ...issuer, ...audience };
  const common = {
    issuer: 'https://idp.example',
    audience: 'refunds',
    scopesClaim: 'scope',
    nameClaim: 'sub',
  };

  test('checked by the secret, or by the keys of the URL', () => {
    expect(tokenOptionsOf({ ...given, ...secret })).toEqual({
      ...common,
      keys: { secret: Buffer.from('a secret of at least thirty-two bytes') },
    });
    expect(tokenOptionsOf({ ...given, ...url })).toEqual({
      ...common,
      keys: { jwksUrl: new URL('https://idp.example/keys') },
    });
  });

  test('not taken without settings', () => {
    expect(tokenOptionsOf(claims)).toBeNull();
  });
});
