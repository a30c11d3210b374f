import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { REQUEST_LIMITS } from '../src/graphql/limits/request-limits.js';
import { OperatorError } from '../src/process/operator-error.js';

const only = (problem: string): string =>
  `These environment variables are not valid:\n  ${problem}.\nCorrect them and try again.`;

function refusalOf(environment: NodeJS.ProcessEnv): OperatorError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof OperatorError) return error;
  }
  throw new Error('The settings were accepted');
}

test('without any setting, the gateway listens on loopback and uses an embedded database', () => {
  expect(readConfig({})).toEqual({
    port: 4000,
    host: '127.0.0.1',
    isPublic: false,
    tokens: null,
    gatewayRole: 'refund_gateway',
    auditRetentionDays: 400,
    personalDataRetentionDays: null,
    processor: null,
    allowedHosts: ['localhost', '127.0.0.1', '[::1]', '127.0.0.1'],
    allowedOrigins: [],
    policyFile: null,
    database: { directory: './data' },
    sampleData: true,
    logLevel: 'info',
    production: false,
    federation: false,
    httpLimits: { maxCallerRequests: 60_000, maxRequestsInFlight: 500, maxUnreadBytes: 64_000_000 },
    trustedProxies: [],
    requestLimits: REQUEST_LIMITS,
    sandbox: { delayMs: 5_000, actionExpiresAfterMs: 3_888_000_000 },
  });
});

test('every setting is read', () => {
  expect(
    readConfig({
      PORT: '8080',
      HOST: '::1',
      ALLOWED_HOSTS: 'Refunds.Example., 10.0.0.7,::2',
      ALLOWED_ORIGINS: 'https://desk.example, http://localhost:5173',
      POLICY_FILE: '/srv/policy.json',
      DATA_DIR: '/srv/refunds',
      SAMPLE_DATA: 'off',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      FEDERATION: 'on',
      GATEWAY_ROLE: 'refunds_of_staging',
      AUDIT_RETENTION_DAYS: '90',
      PERSONAL_DATA_RETENTION_DAYS: '730',
      PROCESSOR: 'sandbox',
      JWT_ISSUER: 'https://login.example',
      JWT_AUDIENCE: 'refunds',
      JWT_JWKS_URL: 'https://login.example/keys',
      JWT_SCOPES_CLAIM: 'permissions',
      JWT_NAME_CLAIM: 'email',
      TRUSTED_PROXIES: '10.0.0.7, 192.168.0.0/16,loopback',
      MAX_CALLER_REQUESTS: '100',
      MAX_REQUESTS_IN_FLIGHT: '5000',
      MAX_UNREAD_BYTES: '14',
      MAX_BODY_BYTES: '11',
      MAX_ITEMS: '15',
      MAX_LINES: '16',
      MAX_ERRORS: '19',
      MAX_EVENT_ROWS: '17',
      MAX_EVENT_VALUES: '18',
      MAX_TOKENS: '1',
      MAX_BRACKETS: '2',
      MAX_OPERATIONS: '3',
      MAX_DEPTH: '4',
      MAX_SELECTIONS: '5',
      MAX_ALIASES: '6',
      MAX_DIRECTIVES: '7',
      MAX_ROWS: '8',
      MAX_VALUES: '9',
      MAX_WRITES: '10',
      MAX_ANSWER_BYTES: '12',
      OPERATION_TIMEOUT_MS: '130',
      SANDBOX_DELAY_MS: '0',
      SANDBOX_ACTION_EXPIRES_MS: '31622400000',
    }),
  ).toEqual({
    port: 8080,
    host: '::1',
    isPublic: false,
    tokens: {
      issuer: 'https://login.example',
      audience: 'refunds',
      keys: { jwksUrl: new URL('https://login.example/keys') },
      scopesClaim: 'permissions',
      nameClaim: 'email',
    },
    gatewayRole: 'refunds_of_staging',
    auditRetentionDays: 90,
    personalDataRetentionDays: 730,
    processor: 'sandbox',
    allowedHosts: ['localhost', '127.0.0.1', '[::1]', '[::1]', 'refunds.example', '10.0.0.7', '[::2]'],
    allowedOrigins: ['https://desk.example', 'http://localhost:5173'],
    policyFile: '/srv/policy.json',
    database: { directory: '/srv/refunds' },
    sampleData: false,
    logLevel: 'warn',
    production: true,
    federation: true,
    httpLimits: { maxCallerRequests: 100, maxRequestsInFlight: 5_000, maxUnreadBytes: 14 },
    trustedProxies: ['10.0.0.7', '192.168.0.0/16', 'loopback'],
    requestLimits: {
      maxBodyBytes: 11,
      maxItems: 15,
      maxLines: 16,
      maxErrors: 19,
      maxEventRows: 17,
      maxEventValues: 18,
      maxTokens: 1,
      maxBrackets: 2,
      maxOperations: 3,
      maxDepth: 4,
      maxSelections: 5,
      maxAliases: 6,
      maxDirectives: 7,
      maxRows: 8,
      maxValues: 9,
      maxWrites: 10,
      maxAnswerBytes: 12,
      operationTimeoutMs: 130,
    },
    sandbox: { delayMs: 0, actionExpiresAfterMs: 31_622_400_000 },
  });
});

test('all problems are reported at once, each on its own line', () => {
  const { code, message } = refusalOf({
    PORT: 'http',
    HOST: '*',
    DATABASE_URL: 'mysql://db/refunds',
    LOG_LEVEL: 'loud',
    NODE_ENV: 'staging',
  });
  expect(code).toBe('CONFIG_INVALID');
  expect(message.split('\n')).toEqual([
    'These environment variables are not valid:',
    '  PORT must be a port from 0 to 65535, in digits.',
    '  HOST must be an address or a host name of this machine, without a port, such as 127.0.0.1, 0.0.0.0 or ::1.',
    '  DATABASE_URL must be a PostgreSQL URL with a database: postgresql://user:password@host:5432/database.',
    '  LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.',
    '  NODE_ENV must be development, test or production.',
    'Correct them and try again.',
  ]);
});

test.each([
  'postgresql:/u:hunter2@db/refunds?password=hunter2&x=[',
  'postgresql://u:hunter2@db:port/refunds',
  'mysql://u:hunter2@db/refunds',
  'hunter2',
])('a URL that is not valid is not repeated, because it contains a password (%s)', (url) => {
  const environment = {
    DATABASE_URL: url,
    PORT: 'hunter2',
    LOG_LEVEL: 'hunter2',
    HOST: 'hunter2',
    ALLOWED_HOSTS: 'hunter2:1',
  };
  expect(refusalOf(environment).message).not.toContain('hunter2');
});

describe('DATABASE_URL', () => {
  test('must be of PostgreSQL, and of nothing that only ends like it', () =>
    expect(() => readConfig({ DATABASE_URL: 'not-postgresql://db/refunds' })).toThrow(/a PostgreSQL URL/));

  test.each(['postgresql://postgres@127.0.0.1:5432', 'postgres://db/', 'postgresql://db/?sslmode=require'])(
    'must name a database: %s',
    (url) => expect(() => readConfig({ DATABASE_URL: url })).toThrow(/with a database/),
  );

  test.each(['postgresql://u:p@db.example:5432/refunds', 'postgres://db/refunds', 'POSTGRESQL://db/refunds'])(
    '%s is accepted',
    (url) => expect(readConfig({ DATABASE_URL: url }).database).toEqual({ url }),
  );

  test('with it, the settings of the embedded database are ignored', () => {
    const url = 'postgresql://db/refunds';
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: '/srv/refunds', SAMPLE_DATA: 'perhaps' });
    expect(config).toMatchObject({ database: { url }, sampleData: false });
  });

  test('without it, a bad SAMPLE_DATA is reported', () => {
    expect(refusalOf({ SAMPLE_DATA: 'perhaps' }).message).toBe(only('SAMPLE_DATA must be on or off'));
    expect(refusalOf({ FEDERATION: 'yes' }).message).toBe(only('FEDERATION must be on or off'));
  });
});

test('variables that are not the gateway’s are ignored', () => {
  expect(readConfig({ HOME: '/root', PGHOST: 'elsewhere', port: '1', GATEWAY_PORT: 'x' })).toEqual(
    readConfig({}),
  );
});

test('an empty variable counts as not set', () => {
  const names = ['PORT', 'HOST', 'DATABASE_URL', 'DATA_DIR', 'SAMPLE_DATA', 'LOG_LEVEL', 'NODE_ENV'];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
});

describe('PORT', () => {
  test.each([
    ['0', 0],
    ['1', 1],
    ['65535', 65_535],
  ])('%s is accepted', (given, port) => expect(readConfig({ PORT: given }).port).toBe(port));

  test.each([
    '65536',
    '99999',
    '-1',
    '1.5',
    '1e3',
    '0x50',
    ' 4000',
    '4000 ',
    '+1',
    '４０００',
    '004000',
    '000004000',
  ])('%j is refused', (given) =>
    expect(refusalOf({ PORT: given }).message).toBe(only('PORT must be a port from 0 to 65535, in digits')),
  );
});

test.each(['-1', '1.5', '5s', '31622400001'])('SANDBOX_DELAY_MS %j is refused', (given) =>
  expect(refusalOf({ SANDBOX_DELAY_MS: given }).message).toBe(
    only('SANDBOX_DELAY_MS must be a number of milliseconds from 0 to 31622400000, in digits'),
  ),
);

test.each(['0', '-1', '5001', '1e3', 'none'])('MAX_REQUESTS_IN_FLIGHT %j is refused', (given) =>
  expect(refusalOf({ MAX_REQUESTS_IN_FLIGHT: given }).message).toBe(
    only('MAX_REQUESTS_IN_FLIGHT must be a whole number from 1 to 5000, in digits'),
  ),
);

test.each([
  ['MAX_BRACKETS', '0', 500],
  ['MAX_BRACKETS', '501', 500],
  ['MAX_ROWS', '10000001', 10_000_000],
  ['MAX_ROWS', '1e3', 10_000_000],
  ['MAX_TOKENS', 'many', 100_000],
])('%s %j is refused', (name, given, max) =>
  expect(refusalOf({ [name]: given }).message).toBe(
    only(`${name} must be a whole number from 1 to ${max}, in digits`),
  ),
);

test.each(['13', '99', '3600001', '14s'])('OPERATION_TIMEOUT_MS %j is refused', (given) =>
  expect(refusalOf({ OPERATION_TIMEOUT_MS: given }).message).toBe(
    only('OPERATION_TIMEOUT_MS must be a number of milliseconds from 100 to 3600000, in digits'),
  ),
);

describe('HOST', () => {
  test.each([
    ['127.0.0.1', false],
    ['127.8.9.10', false],
    ['::1', false],
    ['localhost', false],
    ['0.0.0.0', true],
    ['::', true],
    ['10.0.0.1', true],
    ['127.0.0.1.example', true],
    ['example.org', true],
    ['::ffff:127.0.0.1', true],
    ['fe80::1%eth0', true],
  ])('other machines can reach %s: %j', (host, isPublic) =>
    expect(readConfig({ HOST: host })).toMatchObject({ host, isPublic }),
  );

  test.each(['*', 'localhost:4000', 'a b', 'http://localhost', '127.0.0.1/8', '[::1]:80'])(
    '%j is refused',
    (host) =>
      expect(refusalOf({ HOST: host }).message).toBe(
        only(
          'HOST must be an address or a host name of this machine, without a port, such as 127.0.0.1, 0.0.0.0 or ::1',
        ),
      ),
  );
});

describe('tokens', () => {
  const issued = { JWT_ISSUER: 'https://idp.example', JWT_AUDIENCE: 'refunds' };
  const secret = 'x'.repeat(32);

  test('an issuer with public keys', () =>
    expect(readConfig({ ...issued, JWT_JWKS_URL: 'https://idp.example/keys' }).tokens).toEqual({
      issuer: 'https://idp.example',
      audience: 'refunds',
      keys: { jwksUrl: new URL('https://idp.example/keys') },
      scopesClaim: 'scope',
      nameClaim: 'sub',
    }));

  test('a secret that is shared with the issuer, and claims of its own', () =>
    expect(
      readConfig({ ...issued, JWT_SECRET: secret, JWT_SCOPES_CLAIM: 'permissions', JWT_NAME_CLAIM: 'email' })
        .tokens,
    ).toMatchObject({
      keys: { secret: Buffer.from(secret) },
      scopesClaim: 'permissions',
      nameClaim: 'email',
    }));

  test('without them, tokens are not taken', () => expect(readConfig({}).tokens).toBeNull());

  test.each([
    [{ ...issued, JWT_SECRET: 'hunter2' }, 'JWT_SECRET must have at least 32 bytes'],
    [{ ...issued, JWT_JWKS_URL: 'keys' }, 'JWT_JWKS_URL must be an https URL'],
    [{ ...issued, JWT_JWKS_URL: 'http://idp.example/keys' }, 'JWT_JWKS_URL must be an https URL'],
    [{ JWT_AUDIENCE: 'refunds', JWT_SECRET: secret }, 'JWT_ISSUER must be set'],
    [{ JWT_ISSUER: 'https://idp.example', JWT_SECRET: secret }, 'JWT_AUDIENCE must be set'],
    [issued, 'JWT_JWKS_URL or JWT_SECRET must be set'],
    [
      { ...issued, JWT_SECRET: secret, JWT_JWKS_URL: 'https://idp.example/keys' },
      'JWT_SECRET must not be set together with JWT_JWKS_URL',
    ],
  ])('settings that do not belong together are refused: %j', (environment, why) => {
    const { message } = refusalOf(environment);
    expect(message).toContain(why);
    expect(message).not.toContain('hunter2');
  });

  test.each(['http://127.0.0.1:9/keys', 'http://localhost/keys', 'http://[::1]/keys'])(
    'keys from this machine may come without TLS: %s',
    (url) => expect(readConfig({ ...issued, JWT_JWKS_URL: url }).tokens).not.toBeNull(),
  );
});

describe('PROCESSOR', () => {
  test.each(['stripe', 'wooshpay', 'Sandbox'])('%s is refused', (given) =>
    expect(refusalOf({ PROCESSOR: given }).message).toBe(
      only('PROCESSOR must be sandbox, which moves no money: stripe and wooshpay are not built yet'),
    ),
  );
});

test.each(['a b', '"', "o'brien", '1st', 'x'.repeat(64)])('GATEWAY_ROLE %j is refused', (given) =>
  expect(refusalOf({ GATEWAY_ROLE: given }).message).toContain('GATEWAY_ROLE must be the name of'),
);

const BAD_HOST =
  'must be a host name or an address without a port, as in ALLOWED_HOSTS=refunds.example,10.0.0.7';

test.each(['*', '*.example', 'a:80', 'http://a', 'b c', '[::1]:80', 'user@a'])(
  'ALLOWED_HOSTS %j is refused',
  (given) =>
    expect(refusalOf({ ALLOWED_HOSTS: given }).message).toBe(only(`Value 1 of ALLOWED_HOSTS ${BAD_HOST}`)),
);

test.each([
  '*',
  'null',
  'desk.example',
  'https://a.example https://b.example',
  'https://a.example/',
  'https://A.example',
])('ALLOWED_ORIGINS %j is refused', (given) =>
  expect(refusalOf({ ALLOWED_ORIGINS: given }).message).toContain(
    'Value 1 of ALLOWED_ORIGINS must be an exact origin',
  ),
);

test('each bad value of a list is reported with its position', () =>
  expect(refusalOf({ ALLOWED_HOSTS: 'a, b c, 10.0.0.7, d:80' }).message).toBe(
    only(`Value 2 of ALLOWED_HOSTS ${BAD_HOST}.\n  Value 4 of ALLOWED_HOSTS ${BAD_HOST}`),
  ));

describe('LOG_LEVEL', () => {
  test.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])('%s is accepted', (level) =>
    expect(readConfig({ LOG_LEVEL: level }).logLevel).toBe(level),
  );

  test('any other value is refused, and the message has the list', () => {
    expect(refusalOf({ LOG_LEVEL: 'INFO' }).message).toContain(
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent',
    );
  });
});

describe('NODE_ENV', () => {
  test.each([
    ['production', true],
    ['development', false],
    ['test', false],
  ])('%s is accepted', (given, production) =>
    expect(readConfig({ NODE_ENV: given }).production).toBe(production),
  );

  test('any other value is refused: a misspelt production would expose GraphiQL', () => {
    expect(refusalOf({ NODE_ENV: 'prod' }).message).toContain(
      'NODE_ENV must be development, test or production',
    );
  });
});
