import { setMaxListeners } from 'node:events';

/**
 * An end that any number of streams listen to. Node.js warns of the eleventh listener as of a leak, in a line that is not
 * JSON like the log's.
 */
export function endOfMany(): AbortController {
  const end = new AbortController();
  setMaxListeners(0, end.signal);
  return end;
}
