import type { ServerResponse } from 'node:http';
import type { HttpLimits } from './limits.js';

/** Smaller answers fit into the buffers of a socket. */
const LARGE_BYTES = 64_000;
/** A character of a string has at most this many bytes in UTF-8. */
const MAX_BYTES_PER_CHARACTER = 3;
/**
 * A client that has not read its answer for longer is cut when another answer needs the room. With this limit, nobody
 * keeps the room full: that takes a dozen of the largest answers in each second, and a process makes no more. With zero,
 * clients that ask at the same time would cut each other. A client that is refused can ask again, but a client that is
 * cut has lost its answer. Reading the largest answer takes this long at 5 MB a second.
 */
const MAX_PAUSE_MS = 1_000;
/** Answers to mutations and events are written without room, but never let this many times the limit be held. */
const MAX_EXCESS = 2;

/** What a response holds in memory, and since when. */
interface Held {
  bytes: number;
  readonly sinceMs: number;
}

/** Limits the bytes of large answers that their clients have not read yet, because they stay in memory until then. */
export class UnreadAnswers {
  readonly #maxBytes: number;
  /** The oldest first. */
  readonly #held = new Map<ServerResponse, Held>();
  #bytes = 0;

  constructor({ maxUnreadBytes }: Pick<HttpLimits, 'maxUnreadBytes'>) {
    this.#maxBytes = maxUnreadBytes;
  }

  /** Whether there is no room for another large answer. */
  get isFull(): boolean {
    return this.#bytes > this.#maxBytes;
  }

  /** Whether an answer may be written, after clients that pause were cut for it. A small one always may, and cuts nobody. */
  makeRoomFor(bytes: number): boolean {
    if (bytes < LARGE_BYTES) return true;
    this.#cut(this.#maxBytes, MAX_PAUSE_MS);
    return !this.isFull;
  }

  /** Counts what is written to a response until the client has read it. Yoga writes by `write`, the fast path by `end`. */
  watch(res: ServerResponse): void {
    let isWatched = false;
    const release = () => this.#release(res);
    const hold = (chunk: unknown) => {
      const bytes = bytesOf(chunk);
      // A response that is closed already is never read.
      if (bytes < LARGE_BYTES || res.closed) return;
      const held = this.#held.get(res) ?? { bytes: 0, sinceMs: performance.now() };
      held.bytes += bytes;
      this.#held.set(res, held);
      this.#bytes += bytes;
      this.#cut(this.#maxBytes * MAX_EXCESS, 0, res);
      // Once for each response: an event stream may write many large events.
      if (!isWatched) res.on('drain', release).once('close', release);
      isWatched = true;
    };
    const { write, end } = res;
    res.write = ((...rest: Parameters<typeof write>) => {
      const hasRoom = write.apply(res, rest);
      // No 'drain' would follow, and the socket's buffer is not full.
      if (!hasRoom) hold(rest[0]);
      return hasRoom;
    }) as typeof write;
    res.end = ((...rest: Parameters<typeof end>) => {
      hold(rest[0]);
      return end.apply(res, rest);
    }) as typeof end;
  }

  /** Cuts clients that have paused for so long, the oldest first, until no more than so many bytes are held. */
  #cut(maxBytes: number, pauseMs: number, spared?: ServerResponse): void {
    const nowMs = performance.now();
    for (const [res, { sinceMs }] of this.#held) {
      if (this.#bytes <= maxBytes || nowMs - sinceMs < pauseMs) return;
      if (res === spared) continue;
      res.destroy();
      this.#release(res);
    }
  }

  #release(res: ServerResponse): void {
    this.#bytes -= this.#held.get(res)?.bytes ?? 0;
    this.#held.delete(res);
  }
}

/** The bytes of a chunk, or 0 for a string that is certainly not large. */
function bytesOf(chunk: unknown): number {
  if (chunk instanceof Uint8Array) return chunk.byteLength;
  if (typeof chunk !== 'string' || chunk.length * MAX_BYTES_PER_CHARACTER < LARGE_BYTES) return 0;
  return Buffer.byteLength(chunk);
}
