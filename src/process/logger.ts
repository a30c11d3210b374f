import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import { loggableError } from './loggable-error.js';
import { maskLine } from './mask-secrets.js';

export type { Logger };

/**
 * Logs one JSON line per event, pretty-printed on a terminal. It writes in this process: a worker could lose the last
 * lines. Of errors it has what `loggableError` tells, and every line is searched for secrets at last.
 *
 * @param destination takes the lines; standard output if omitted
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggableError },
    hooks: { streamWrite: maskLine },
  };
  if (destination) return pino(options, destination);
  if (!process.stdout.isTTY) return pino(options);
  return pino(
    options,
    pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'reqId', sync: true }),
  );
}
