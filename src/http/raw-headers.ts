import type { IncomingMessage } from 'node:http';

/** How many headers of a name a request has; the name is in lower case. Node.js joins some of them, and drops others. */
export function countOf(header: string, { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): number {
  let count = 0;
  // Names and values alternate.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === header.length && name.toLowerCase() === header) count++;
  }
  return count;
}
