import type { Logger } from '../process/logger.js';
import { refusalOf } from './refusals.js';
import type { Observer } from './request-steps.js';

/** From this status on, the failure is the gateway's own. */
const FIRST_SERVER_ERROR = 500;

/** Asked every few seconds: their lines would hide all others. */
const PROBES: ReadonlySet<string> = new Set(['/health', '/ready']);

/** Longer than every path of the gateway. A path may have 16 KB, and stands in a line twice. */
const MAX_LOGGED_CHARACTERS = 64;

/** The start of a path that is too long for the log. */
const shortened = (path: string): string =>
  path.length > MAX_LOGGED_CHARACTERS ? `${path.slice(0, MAX_LOGGED_CHARACTERS)}…` : path;

function levelOf(path: string, statusCode: number, isRefused: boolean): 'debug' | 'info' | 'warn' | 'error' {
  if (statusCode >= FIRST_SERVER_ERROR) return isRefused ? 'warn' : 'error';
  return PROBES.has(path) ? 'debug' : 'info';
}

/** Writes one line for each request once it is answered or its caller has disconnected; for a probe only at `debug`. */
export const requestLog =
  (logger: Logger): Observer =>
  ({ id, method, path }, _req, res) => {
    const startedMs = performance.now();
    return () => {
      const { statusCode } = res;
      const refused = refusalOf(res);
      const level = levelOf(path, statusCode, refused !== undefined);
      if (!logger.isLevelEnabled(level)) return;
      const logged = shortened(path);
      const responseTime = Math.round(performance.now() - startedMs);
      const gone = res.writableEnded ? '' : ', and the caller had disconnected';
      logger[level](
        {
          reqId: id,
          req: { id, method, path: logged },
          res: { statusCode },
          responseTime,
          ...(refused && { refused }),
        },
        `${method} ${logged} ${statusCode}${gone}`,
      );
    };
  };
