import { isIP } from 'node:net';
import { z } from 'zod';
import { faultsOfTokenSettings, tokenOptionsOf } from './callers/token-settings.js';
import type { TokenOptions } from './callers/tokens.js';
import { GATEWAY_ROLE } from './database/migrations/grants.js';
import { REQUEST_LIMITS, type RequestLimits } from './graphql/limits/request-limits.js';
import { hostName, LOOPBACK_HOSTS } from './http/allowed-hosts.js';
import { isProxy } from './http/client-address.js';
import { isOrigin } from './http/cors.js';
import { HTTP_LIMITS, type HttpLimits } from './http/limits.js';
import type { DatabaseLocation } from './ledger/open-ledger.js';
import { OperatorError } from './process/operator-error.js';
import type { SandboxOptions } from './processors/sandbox.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What can carry refunds out. Providers are still to come. */
const PROCESSORS = ['sandbox'] as const;

/** The settings of the gateway: the operator's, or defaults with which it can be tried at once. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Whether other machines can reach the gateway. */
  readonly isPublic: boolean;
  /** How tokens are checked; null without tokens. */
  readonly tokens: TokenOptions | null;
  /** Every Host that requests may have: the operator's, the address that the gateway listens on, and localhost. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** The file with what callers are allowed; null if there is none. */
  readonly policyFile: string | null;
  readonly database: DatabaseLocation;
  /** The database role to which `npm run migrate` grants what a gateway needs, if it exists. */
  readonly gatewayRole: string;
  /** Whether to load the sample data into an empty embedded database. */
  readonly sampleData: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly production: boolean;
  /** Whether the API is a subgraph of Apollo Federation too. */
  readonly federation: boolean;
  readonly httpLimits: Pick<HttpLimits, 'maxCallerRequests' | 'maxRequestsInFlight' | 'maxUnreadBytes'>;
  /** Proxies that tell the address of their clients. */
  readonly trustedProxies: readonly string[];
  readonly requestLimits: RequestLimits;
  /** How long the audit keeps its entries. */
  readonly auditRetentionDays: number;
  /** From which age on `npm run erase -- --expired` erases people; null if the operator has not said so. */
  readonly personalDataRetentionDays: number | null;
  /** What carries refunds out; null if the operator has not said so. */
  readonly processor: (typeof PROCESSORS)[number] | null;
  readonly sandbox: SandboxOptions;
}

const LOOPBACK_NAMES = ['localhost', '::1'];
const isLoopback = (host: string): boolean =>
  LOOPBACK_NAMES.includes(host) || (isIP(host) === 4 && host.startsWith('127.'));

/** A whole number from `min` to `max`, in digits. */
function wholeNumber(min: number, max: number, what = 'a whole number') {
  const problem = `must be ${what} from ${min} to ${max}, in digits`;
  return z
    .string()
    .regex(new RegExp(`^\\d{1,${String(max).length}}$`), problem)
    .transform(Number)
    .refine((number) => number >= min && number <= max, problem);
}
const count = (max: number, byDefault: number) => wholeNumber(1, max).default(byDefault);
const milliseconds = (min: number, max: number, byDefault: number) =>
  wholeNumber(min, max, 'a number of milliseconds').default(byDefault);

/** The parser's stack is large enough for so many brackets within each other. */
const MOST_BRACKETS = 500;
/** Larger documents, and operations that cost more, would keep the process busy for seconds. */
const MOST_OF_A_DOCUMENT = 100_000;
const MOST_OF_AN_ANSWER = 10_000_000;
/** A larger answer is written in one piece that no client waits for. */
const MOST_BYTES = 100_000_000;
/** As good as no limit. */
const MOST_REQUESTS = 1_000_000_000;
/** Two gigabytes. */
const MOST_OF_MEMORY = 2_000_000_000;
/** In less time, ordinary requests would fail whenever the database is busy. */
const SHORTEST_OPERATION_MS = 100;
const HOUR_MS = 3_600_000;
/** A longer time is a mistake. */
const YEAR_MS = 366 * 24 * HOUR_MS;

/** A hundred years: longer is for ever. */
const MOST_DAYS = 36_525;
/** The database keeps an entry of the audit for 30 days, whatever the setting. */
const FEWEST_DAYS = 31;

/** How old personal data may become. */
const days = wholeNumber(1, MOST_DAYS, 'a number of days');

/** A number of days in digits; null for any other text. */
export const daysOf = (text: string): number | null => days.safeParse(text).data ?? null;

/** A list in one variable, such as `a, b`. */
const listOf = (isValid: (item: string) => boolean, problem: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .pipe(z.array(z.string().refine(isValid, problem)));

/** Without a name, the driver would take the database that is called like the user. */
function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1;
}

/** Such a name needs no more than quotes in SQL. PostgreSQL cuts longer ones off. */
const ROLE_NAME = /^[A-Za-z_][\w-]{0,62}$/;

/** RFC 7518, 3.2: a secret for HS256 is as long as its hash at least. */
const MIN_SECRET_BYTES = 32;

/** An attacker who can change the answer with the public keys can make tokens, so the answer must come over TLS. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/[[\]]/g, '')));
}

const settings = z.object({
  PORT: wholeNumber(0, 65_535, 'a port').default(4000),
  HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || hostName(host) !== null,
      'must be an address or a host name of this machine, without a port, such as 127.0.0.1, 0.0.0.0 or ::1',
    )
    .default('127.0.0.1'),
  ALLOWED_HOSTS: listOf(
    (host) => hostName(host) !== null,
    'must be a host name or an address without a port, as in ALLOWED_HOSTS=refunds.example,10.0.0.7',
  ),
  ALLOWED_ORIGINS: listOf(
    isOrigin,
    'must be an exact origin, as in ALLOWED_ORIGINS=https://desk.example,http://localhost:5173. Write it as browsers do: in lower case, without a slash at the end, without a default port',
  ),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, {
      message: 'must be a PostgreSQL URL with a database: postgresql://user:password@host:5432/database',
    })
    .optional(),
  GATEWAY_ROLE: z
    .string()
    .regex(ROLE_NAME, 'must be the name of a database role: up to 63 letters, digits, _ and -')
    .default(GATEWAY_ROLE),
  DATA_DIR: z.string().default('./data'),
  SAMPLE_DATA: z.enum(['on', 'off'], 'must be on or off').default('on'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: z
    .string()
    .refine(isSafeUrl, 'must be an https URL; http is for this machine only')
    .optional(),
  JWT_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES,
      `must have at least ${MIN_SECRET_BYTES} bytes`,
    )
    .optional(),
  JWT_SCOPES_CLAIM: z.string().default('scope'),
  JWT_NAME_CLAIM: z.string().default('sub'),
  POLICY_FILE: z.string().optional(),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development'),
  FEDERATION: z.enum(['on', 'off'], 'must be on or off').default('off'),
  // A limit above the number of connections would not limit anything.
  TRUSTED_PROXIES: listOf(
    isProxy,
    'must be an address, a network or a name of networks, as in TRUSTED_PROXIES=10.0.0.7,192.168.0.0/16,loopback',
  ),
  MAX_CALLER_REQUESTS: count(MOST_REQUESTS, HTTP_LIMITS.maxCallerRequests),
  MAX_REQUESTS_IN_FLIGHT: count(HTTP_LIMITS.maxConnections, HTTP_LIMITS.maxRequestsInFlight),
  MAX_UNREAD_BYTES: count(MOST_OF_MEMORY, HTTP_LIMITS.maxUnreadBytes),
  MAX_BODY_BYTES: count(MOST_OF_AN_ANSWER, REQUEST_LIMITS.maxBodyBytes),
  MAX_ITEMS: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxItems),
  MAX_LINES: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxLines),
  MAX_TOKENS: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxTokens),
  MAX_BRACKETS: count(MOST_BRACKETS, REQUEST_LIMITS.maxBrackets),
  MAX_OPERATIONS: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxOperations),
  MAX_DEPTH: count(MOST_BRACKETS, REQUEST_LIMITS.maxDepth),
  MAX_SELECTIONS: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxSelections),
  MAX_ALIASES: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxAliases),
  MAX_DIRECTIVES: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxDirectives),
  MAX_ROWS: count(MOST_OF_AN_ANSWER, REQUEST_LIMITS.maxRows),
  MAX_VALUES: count(MOST_OF_AN_ANSWER, REQUEST_LIMITS.maxValues),
  MAX_ERRORS: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxErrors),
  MAX_EVENT_ROWS: count(MOST_OF_AN_ANSWER, REQUEST_LIMITS.maxEventRows),
  MAX_EVENT_VALUES: count(MOST_OF_AN_ANSWER, REQUEST_LIMITS.maxEventValues),
  MAX_WRITES: count(MOST_OF_A_DOCUMENT, REQUEST_LIMITS.maxWrites),
  MAX_ANSWER_BYTES: count(MOST_BYTES, REQUEST_LIMITS.maxAnswerBytes),
  OPERATION_TIMEOUT_MS: milliseconds(SHORTEST_OPERATION_MS, HOUR_MS, REQUEST_LIMITS.operationTimeoutMs),
  PROCESSOR: z
    .enum(PROCESSORS, 'must be sandbox, which moves no money: stripe and wooshpay are not built yet')
    .optional(),
  AUDIT_RETENTION_DAYS: wholeNumber(FEWEST_DAYS, MOST_DAYS, 'a number of days').default(400),
  PERSONAL_DATA_RETENTION_DAYS: days.optional(),
  SANDBOX_DELAY_MS: milliseconds(0, YEAR_MS, 5_000),
  SANDBOX_ACTION_EXPIRES_MS: milliseconds(0, YEAR_MS, 45 * 24 * HOUR_MS),
});

const checkedSettings = settings.superRefine((given, context) => {
  for (const { setting, message } of faultsOfTokenSettings(given))
    context.addIssue({ code: 'custom', path: [setting], message });
});

/**
 * Reads the settings. Other variables are ignored, and an empty variable counts as not set.
 *
 * @throws OperatorError CONFIG_INVALID with every problem. It never repeats a value, because a URL contains a password
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  // With DATABASE_URL, the settings of the embedded database are ignored, even if this one is bad.
  if (given['DATABASE_URL'] !== undefined) delete given['SAMPLE_DATA'];
  const result = checkedSettings.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues
      .map(({ path, message }) => `  ${subjectOf(path)} ${message}.`)
      .join('\n');
    throw new OperatorError(
      'CONFIG_INVALID',
      `These environment variables are not valid:\n${lines}\nCorrect them and try again.`,
    );
  }
  const { PORT, HOST, DATABASE_URL, DATA_DIR, SAMPLE_DATA, LOG_LEVEL, NODE_ENV } = result.data;
  const { ALLOWED_HOSTS, ALLOWED_ORIGINS } = result.data;
  const { SANDBOX_DELAY_MS, SANDBOX_ACTION_EXPIRES_MS, ...limits } = result.data;
  return {
    port: PORT,
    host: HOST,
    isPublic: !isLoopback(HOST),
    tokens: tokenOptionsOf(result.data),
    allowedHosts: [...LOOPBACK_HOSTS, ...[HOST, ...ALLOWED_HOSTS].flatMap((host) => hostName(host) ?? [])],
    allowedOrigins: ALLOWED_ORIGINS,
    policyFile: result.data.POLICY_FILE ?? null,
    database: DATABASE_URL === undefined ? { directory: DATA_DIR } : { url: DATABASE_URL },
    gatewayRole: result.data.GATEWAY_ROLE,
    sampleData: DATABASE_URL === undefined && SAMPLE_DATA === 'on',
    logLevel: LOG_LEVEL,
    production: NODE_ENV === 'production',
    federation: result.data.FEDERATION === 'on',
    httpLimits: {
      maxCallerRequests: limits.MAX_CALLER_REQUESTS,
      maxRequestsInFlight: limits.MAX_REQUESTS_IN_FLIGHT,
      maxUnreadBytes: limits.MAX_UNREAD_BYTES,
    },
    trustedProxies: limits.TRUSTED_PROXIES,
    requestLimits: {
      maxBodyBytes: limits.MAX_BODY_BYTES,
      maxItems: limits.MAX_ITEMS,
      maxTokens: limits.MAX_TOKENS,
      maxLines: limits.MAX_LINES,
      maxBrackets: limits.MAX_BRACKETS,
      maxOperations: limits.MAX_OPERATIONS,
      maxDepth: limits.MAX_DEPTH,
      maxSelections: limits.MAX_SELECTIONS,
      maxAliases: limits.MAX_ALIASES,
      maxDirectives: limits.MAX_DIRECTIVES,
      maxRows: limits.MAX_ROWS,
      maxValues: limits.MAX_VALUES,
      maxErrors: limits.MAX_ERRORS,
      maxEventRows: limits.MAX_EVENT_ROWS,
      maxEventValues: limits.MAX_EVENT_VALUES,
      maxWrites: limits.MAX_WRITES,
      maxAnswerBytes: limits.MAX_ANSWER_BYTES,
      operationTimeoutMs: limits.OPERATION_TIMEOUT_MS,
    },
    auditRetentionDays: result.data.AUDIT_RETENTION_DAYS,
    personalDataRetentionDays: result.data.PERSONAL_DATA_RETENTION_DAYS ?? null,
    processor: result.data.PROCESSOR ?? null,
    sandbox: { delayMs: SANDBOX_DELAY_MS, actionExpiresAfterMs: SANDBOX_ACTION_EXPIRES_MS },
  };
}

/** A setting, or one value of a list, which is counted from 1. */
const subjectOf = ([name, index]: readonly PropertyKey[]): string =>
  index === undefined ? String(name) : `Value ${Number(index) + 1} of ${String(name)}`;

/** Which options of a command npm has taken for itself, because `--` was missing before them. */
export const optionsTakenByNpm = (
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): readonly string[] =>
  names.filter((name) => environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
