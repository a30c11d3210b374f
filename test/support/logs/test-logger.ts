import type { LoggableError } from '../../../src/process/loggable-error.js';
import { createLogger, type Logger } from '../../../src/process/logger.js';
import { logsDirectory, outputFile } from './log-files.js';

/** What tests look at of a line. */
export interface LoggedLine {
  readonly level: number;
  readonly msg: string;
  readonly reqId?: string;
  readonly err?: LoggableError;
}

/** The lowest level of the lines that a test gets: `info`, which gateways log at by default. */
const INFO = 30;

/**
 * The logger of a gateway in a test. In `npm run test:logs` it logs at the level `trace` into a file of the run.
 *
 * @param logged takes the lines of the level `info` and above; without it nothing is logged
 */
// biome-ignore lint/suspicious/noExplicitAny: each test knows the lines that it looks at.
export function testLogger(logged?: { push(line: any): unknown }): Logger {
  if (logsDirectory === null)
    return logged
      ? createLogger('info', { write: (line) => void logged.push(JSON.parse(line)) })
      : createLogger('silent');
  const append = outputFile('gateway');
  return createLogger('trace', {
    write: (line) => {
      append(line);
      const told = JSON.parse(line);
      if (told.level >= INFO) logged?.push(told);
    },
  });
}
