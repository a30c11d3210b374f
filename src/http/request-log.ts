import type { Logger } from '../process/logger.js';
import { refusalOf } from './refusals.js';
import type { Observer } from './request-steps.js';

/** From this status on, the failure is the gateway's own. */
const FIRST_SERVER_ERROR = 500;

/** Writes one line for each request once it is answered or its caller has disconnected. */
export const requestLog =
  (logger: Logger): Observer =>
  ({ id, method, path }, _req, res) => {
    const startedMs = performance.now();
    return () => {
      const { statusCode } = res;
      const level = statusCode >= FIRST_SERVER_ERROR ? 'error' : 'info';
      if (!logger.isLevelEnabled(level)) return;
      const responseTime = Math.round(performance.now() - startedMs);
      const refused = refusalOf(res);
      const gone = res.writableEnded ? '' : ', and the caller had disconnected';
      logger[level](
        {
          reqId: id,
          req: { id, method, path },
          res: { statusCode },
          responseTime,
          ...(refused && { refused }),
        },
        `${method} ${path} ${statusCode}${gone}`,
      );
    };
  };
