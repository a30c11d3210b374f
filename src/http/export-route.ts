import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../callers/caller.js';
import { countRows, type ExportRequest, exportList } from '../graphql/export/export-list.js';
import { ExportRefusedError } from '../graphql/export/export-refused.js';
import { exportedLists } from '../graphql/export/exported-lists.js';
import { readExportRequest } from '../graphql/export/read-export-request.js';
import { queryRunner, type RunQuery } from '../graphql/request/run-query.js';
import type { ServerContext } from '../graphql/request/server-context.js';
import type { Gateway } from '../graphql/request/yoga.js';
import type { Clock } from '../process/clock.js';
import { answerError, type HttpError } from './answer-error.js';
import type { HttpLimits } from './limits.js';
import { BAD_BYTES, bodyRefusal } from './media-type.js';
import { bodyReader } from './read-body.js';
import type { KnownRequest, Route } from './request-steps.js';
import { writeOrCut } from './write-or-cut.js';

/** An export that is read quickly keeps one connection of the database busy. So many leave half of a pool of ten. */
const MAX_EXPORTS = 5;
/** One caller leaves room for others. */
const MAX_EXPORTS_PER_CALLER = 2;
/** A page has some ten kilobytes, which a slow network carries in seconds. */
const STALLED_MS = 20_000;
/** An export of some ten thousand rows takes seconds. */
const RETRY_AFTER_S = 5;

interface ExportOptions extends Pick<HttpLimits, 'maxArrivingBytes'> {
  readonly gateway: Gateway;
  readonly clock: Clock;
  contextOf(res: ServerResponse, request: KnownRequest): ServerContext;
}

/**
 * The routes `/export/<list>.csv`: a POST with the list's arguments and the columns as JSON is answered with CSV, written
 * as it is read. It is no GET, because a filter can have e-mail addresses, which must not stand in URLs.
 */
export function exportRoutes({
  gateway,
  clock,
  contextOf,
  maxArrivingBytes,
}: ExportOptions): [string, Route][] {
  const readBody = bodyReader({ maxBodyBytes: gateway.maxBodyBytes, maxArrivingBytes });
  /** The callers of the exports that are being written. */
  const running: Caller[] = [];

  const handle = async (list: string, req: IncomingMessage, res: ServerResponse, request: KnownRequest) => {
    const refuse = (error: HttpError) => answerError(res, request.id, error);
    if (req.method !== 'POST') return refuse(ONLY_POST);
    const refusedBody = bodyRefusal(req.headers);
    if (refusedBody) return refuse(refusedBody);
    const body = await readBody(req);
    if (!body) return undefined;
    if (!Buffer.isBuffer(body)) return refuse(body);
    if (!isUtf8(body)) return refuse(BAD_BYTES);
    const { caller } = request;
    if (running.length >= MAX_EXPORTS) return refuse(TOO_MANY);
    // Without authentication all callers are one.
    const own = running.filter(({ name }) => name !== null && name === caller.name).length;
    if (own >= MAX_EXPORTS_PER_CALLER) return refuse(TOO_MANY_OF_CALLER);
    running.push(caller);
    const forget = caller.onEnd?.(() => res.destroy());
    try {
      const run = queryRunner(gateway, contextOf(res, request));
      await answer(res, readExportRequest(list, body.toString()), run, caller, clock);
    } catch (error) {
      // A file that breaks off must not look complete: the client sees that the connection was cut.
      if (res.headersSent) res.destroy();
      if (!(error instanceof ExportRefusedError)) throw error;
      if (!res.headersSent) refuse(httpErrorOf(error));
    } finally {
      running.splice(running.indexOf(caller), 1);
      forget?.();
    }
  };

  return Object.keys(exportedLists).map((list) => [
    `/export/${list}.csv`,
    {
      limited: true,
      needsCaller: () => true,
      handle: (req, res, request) => handle(list, req, res, request),
    },
  ]);
}

async function answer(
  res: ServerResponse,
  request: ExportRequest,
  run: RunQuery,
  { scopes }: Caller,
  clock: Clock,
): Promise<void> {
  const { list } = request;
  const parts = exportList(request, run, scopes);
  // Whatever refuses the export refuses its first page, which still has a status.
  const first = await parts.next();
  const total = request.count ? await countRows(request, run) : null;
  if (res.closed) return;
  res.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${list}-${clock.now().toISOString().slice(0, 10)}.csv"`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    ...(total !== null && { 'x-total-count': `${total}` }),
  });
  if (!first.done) await writeOrCut(res, first.value.csv, STALLED_MS);
  for await (const { csv } of parts) {
    if (res.closed) return;
    await writeOrCut(res, csv, STALLED_MS);
  }
  res.end();
}

const ONLY_POST: HttpError = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'The method must be POST.',
  headers: { allow: 'POST' },
};
const overloaded = (message: string): HttpError => ({
  status: 503,
  code: 'OVERLOADED',
  message,
  retryable: true,
  headers: { 'retry-after': `${RETRY_AFTER_S}` },
});
const TOO_MANY = overloaded(`The gateway writes ${MAX_EXPORTS} exports already. Try again soon.`);
const TOO_MANY_OF_CALLER = overloaded(
  `The gateway writes ${MAX_EXPORTS_PER_CALLER} exports for this caller already. Try again soon.`,
);

/** The status for a code; for any other code, the request is wrong. */
const STATUS: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
  OVERLOADED: 503,
  TIMEOUT: 504,
};

const httpErrorOf = ({ code, message, retryable }: ExportRefusedError): HttpError => ({
  status: STATUS[code] ?? 400,
  code,
  message,
  ...(retryable !== undefined && { retryable }),
});
