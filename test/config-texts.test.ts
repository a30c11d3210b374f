import { describe, expect, test } from 'vitest';
import { optionsTakenByNpm, readConfig } from '../src/config.js';
import { OperatorError } from '../src/process/operator-error.js';

const refusal = (problem: string) =>
  new OperatorError(
    'CONFIG_INVALID',
    `These environment variables are not valid:\n  ${problem}.\nCorrect them and try again.`,
  );

const ISSUED = { JWT_ISSUER: 'https://idp.example', JWT_AUDIENCE: 'refunds' };
const URL_OF_KEYS = 'JWT_JWKS_URL must be an https URL; http is for this machine only';
const ROLE = 'GATEWAY_ROLE must be the name of a database role: up to 63 letters, digits, _ and -';
const ORIGIN =
  'Value 2 of ALLOWED_ORIGINS must be an exact origin, as in ALLOWED_ORIGINS=https://desk.example,http://localhost:5173. Write it as browsers do: in lower case, without a slash at the end, without a default port';
const PROXY =
  'Value 1 of TRUSTED_PROXIES must be an address, a network or a name of networks, as in TRUSTED_PROXIES=10.0.0.7,192.168.0.0/16,loopback';

test.each<[NodeJS.ProcessEnv, string]>([
  [{ ...ISSUED, JWT_SECRET: 'é'.repeat(15) }, 'JWT_SECRET must have at least 32 bytes'],
  [{ ...ISSUED, JWT_SECRET: 'x'.repeat(31) }, 'JWT_SECRET must have at least 32 bytes'],
  [{ ...ISSUED, JWT_JWKS_URL: 'http://127.0.0.1.example/keys' }, URL_OF_KEYS],
  [{ ...ISSUED, JWT_JWKS_URL: 'ftp://127.0.0.1/keys' }, URL_OF_KEYS],
  [{ ...ISSUED, JWT_JWKS_URL: 'keys' }, URL_OF_KEYS],
  [ISSUED, 'JWT_JWKS_URL or JWT_SECRET must be set to check tokens'],
  [
    { JWT_AUDIENCE: 'refunds', JWT_SECRET: 'x'.repeat(32) },
    'JWT_ISSUER must be set, because every token must be made for this gateway',
  ],
  [{ GATEWAY_ROLE: 'x'.repeat(64) }, ROLE],
  [{ GATEWAY_ROLE: '-a' }, ROLE],
  [{ ALLOWED_ORIGINS: 'https://a.example, *' }, ORIGIN],
  [{ TRUSTED_PROXIES: 'everywhere' }, PROXY],
])('a setting that cannot be used is refused with what is right: %j', (environment, problem) => {
  expect(() => readConfig(environment)).toThrow(refusal(problem));
});

test.each<[NodeJS.ProcessEnv, object]>([
  [{ GATEWAY_ROLE: `_${'x'.repeat(60)}-1` }, { gatewayRole: `_${'x'.repeat(60)}-1` }],
  [{ ...ISSUED, JWT_SECRET: 'é'.repeat(16) }, { tokens: { keys: { secret: Buffer.from('é'.repeat(16)) } } }],
  [{ GATEWAY_ROLE: 'r' }, { gatewayRole: 'r' }],
  [{ GATEWAY_ROLE: 'Refunds_EU' }, { gatewayRole: 'Refunds_EU' }],
  [{ DATABASE_URL: 'postgresql://db/l' }, { database: { url: 'postgresql://db/l' } }],
  [{ ALLOWED_HOSTS: ' , ' }, { allowedHosts: ['localhost', '127.0.0.1', '[::1]', '127.0.0.1'] }],
])('a setting at its limit is taken: %j', (environment, config) => {
  expect(readConfig(environment)).toMatchObject(config);
});

describe('an option of a command that npm took for itself', () => {
  const names = ['dry-run', 'skip-faulty', 'faults'];

  test('is found by the variable that npm sets', () => {
    expect(optionsTakenByNpm(names, { npm_config_skip_faulty: 'true', npm_config_dry_run: '' })).toEqual([
      'dry-run',
      'skip-faulty',
    ]);
  });

  test('has a variable with underscores for all its dashes', () => {
    expect(optionsTakenByNpm(['a-long-name'], { npm_config_a_long_name: 'true' })).toEqual(['a-long-name']);
  });

  test('is none of other options', () => {
    expect(optionsTakenByNpm(names, { npm_config_yes: 'true', 'npm_config_dry-run': 'x' })).toEqual([]);
  });
});
