import { inject as request } from 'light-my-request';
import { beforeAll } from 'vitest';
import type { NoteAudited } from '../../../src/audit/audited.js';
import type { Recognizer } from '../../../src/callers/recognize.js';
import type { RequestLimits } from '../../../src/graphql/limits/request-limits.js';
import type { HttpLimits } from '../../../src/http/limits.js';
import { createServer } from '../../../src/http/server.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import type { Logger } from '../../../src/process/logger.js';
import { NO_POLICY, type Policy } from '../../../src/rules/policy.js';
import { testDatabase } from '../databases/test-database.js';
import { noteRequest } from '../logs/sent-values.js';
import { testLogger } from '../logs/test-logger.js';
import { TestClock } from './test-clock.js';
import { testGroups } from './test-groups.js';
import { testSandbox } from './test-sandbox.js';

/** An answer of the API. The data has the shape of the test's query. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the data has the shape of the query that the test wrote.
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly param?: string; readonly requestId: string };
  }[];
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'OPTIONS' | 'PUT' | 'DELETE';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface TestGatewayOptions {
  readonly production?: boolean;
  readonly maxFollowers?: number;
  readonly federation?: boolean;
  readonly holder?: { readonly database: Database };
  readonly limits?: Partial<HttpLimits>;
  readonly requestLimits?: Partial<RequestLimits>;
  /** What callers are allowed; without it everything. */
  readonly policy?: Policy;
  /** Takes the lines of the log; without it nothing is logged. */
  readonly logged?: object[];
  /** Takes the place of the usual logger. */
  readonly logger?: Logger;
  /** Tells callers apart; without it everybody may do everything. */
  readonly recognizer?: Recognizer;
  /** A time in milliseconds that never goes back. */
  readonly now?: () => number;
  /** Proxies that tell the address of their clients. */
  readonly trustedProxies?: readonly string[];
  /** Takes refusals and errors for the audit. */
  readonly audit?: NoteAudited;
}

let gateways = 0;
/** Failed authentications and requests are counted by address, for all gateways of the process. */
const nextAddress = () => `198.18.${++gateways >> 8}.${gateways & 255}`;

/**
 * The whole gateway over a database for this file. Tests send requests as clients do, but without a port. `holder` is
 * another gateway of the same file, whose database is shared.
 */
export function testGateway({
  production = false,
  federation = false,
  maxFollowers,
  holder = testDatabase(),
  limits = {},
  requestLimits = {},
  policy = NO_POLICY,
  logged,
  logger = testLogger(logged),
  recognizer,
  audit,
  now,
  trustedProxies,
}: TestGatewayOptions = {}) {
  const clock = new TestClock();
  const remoteAddress = nextAddress();
  const groups = testGroups(holder);
  let server: ReturnType<typeof createServer> | undefined;
  const open = () => {
    server ??= createServer({
      database: holder.database,
      groups: groups(),
      clock,
      processor: testSandbox,
      policy,
      production,
      federation,
      ...(maxFollowers !== undefined && { maxFollowers }),
      logger,
      limits,
      requestLimits,
      ...(recognizer && { recognizer }),
      ...(audit && { audit }),
      ...(trustedProxies && { trustedProxies }),
      ...(now && { now }),
    });
    return server;
  };
  const http = ({ method = 'POST', url = '/graphql', headers = {}, body }: HttpRequest) => {
    noteRequest({ url, headers, body });
    return request((req, res) => open().emit('request', req, res), {
      method,
      url,
      headers,
      remoteAddress,
      ...(body !== undefined && { payload: body }),
    });
  };
  return {
    clock,
    http,
    /** Creates rows that all tests of the file share and only read. */
    prepare(work: () => Promise<unknown>): void {
      beforeAll(async () => void (await work()));
    },
    get database() {
      return holder.database;
    },
    get groups() {
      return groups();
    },
    /** The server, for tests that need a port. */
    get server() {
      return open();
    },
    /** Sends a GraphQL request as clients do, and returns the answer. */
    async query(
      query: string,
      variables: object = {},
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      const response = await http({
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return response.json<Answer>();
    },
  };
}
export type TestGateway = ReturnType<typeof testGateway>;
