import type { ServerResponse } from 'node:http';

/**
 * Writes a part of a long answer. Settles once the client has taken most of what was written, or has left. A client that
 * takes nothing for so long is cut: Node.js would wait for twice its timeout, and for its buffers.
 */
export function writeOrCut(
  res: Pick<ServerResponse, 'write' | 'once' | 'off' | 'destroy'>,
  text: string,
  stalledMs: number,
): Promise<void> {
  if (res.write(text)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      res.off('drain', done).off('close', done);
      resolve();
    };
    const timer = setTimeout(() => res.destroy(), stalledMs);
    res.once('drain', done).once('close', done);
  });
}
