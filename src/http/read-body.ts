import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type HttpError, OVERLOADED } from './answer-error.js';
import type { HttpLimits } from './limits.js';

/** More chunks than packets of the largest body. Node.js spends some 250 bytes and a microsecond on each chunk. */
const MAX_SMALL_CHUNKS = 2_000;
/** Chunks of this size on average are welcome in any number. */
const SMALL_CHUNK_BYTES = 64;

const tooLarge = (bytes: number, maxBytes: number): HttpError => ({
  status: 413,
  code: 'LIMIT_EXCEEDED',
  message:
    'The body of the request exceeds MAX_BODY_BYTES. Ask for less, or raise this setting of the gateway.',
  limit: 'MAX_BODY_BYTES',
  given: `${bytes} or more bytes; ${maxBytes} are allowed`,
});
/** The rest of a body that is refused while it arrives must not be read. */
const CLOSE = { connection: 'close' };
const TOO_MANY_CHUNKS: HttpError = {
  status: 413,
  code: 'LIMIT_EXCEEDED',
  message: `The body has more than ${MAX_SMALL_CHUNKS} small chunks. Send larger chunks.`,
  headers: CLOSE,
};
const NO_ROOM: HttpError = {
  status: 503,
  code: 'OVERLOADED',
  retryable: true,
  message: 'The gateway holds too many bodies that are still arriving. Try again soon.',
  headers: { ...OVERLOADED.headers, ...CLOSE },
};

/** The body of a request, or the error for one that is not read to its end. */
type Read = Buffer | HttpError;

/** Requests as far as their bodies are read. */
type Arriving = EventEmitter & Pick<IncomingMessage, 'headers'>;

interface BodyLimits extends Pick<HttpLimits, 'maxArrivingBytes'> {
  readonly maxBodyBytes: number;
}

/**
 * Reads bodies within the limits of one process. Null when the caller disconnects before the whole body has arrived.
 *
 * Chunks are copied into one buffer, because thousands of small ones would take much more memory than their bytes. The
 * buffer grows with what has arrived: a Content-Length alone reserves nothing.
 */
export function bodyReader({ maxBodyBytes, maxArrivingBytes }: BodyLimits) {
  /** Held for all bodies that are still arriving. */
  let arrivingBytes = 0;

  return (req: Arriving): Promise<Read | null> =>
    new Promise((resolve) => {
      const length = Number(req.headers['content-length'] ?? maxBodyBytes);
      if (length > maxBodyBytes) return resolve(tooLarge(length, maxBodyBytes));
      let body: Buffer = Buffer.alloc(0);
      let size = 0;
      let chunks = 0;
      let isSettled = false;
      const settle = (read: Read | null) => {
        if (isSettled) return;
        isSettled = true;
        arrivingBytes -= body.length;
        resolve(read);
      };
      const hold = (buffer: Buffer) => {
        arrivingBytes += buffer.length - body.length;
        body = buffer;
      };
      const take = (chunk: Buffer) => {
        if (isSettled) return;
        const sizeBefore = size;
        size += chunk.length;
        chunks++;
        if (size > maxBodyBytes) return settle(tooLarge(size, maxBodyBytes));
        if (chunks > MAX_SMALL_CHUNKS && size < chunks * SMALL_CHUNK_BYTES) return settle(TOO_MANY_CHUNKS);
        // An ordinary body is one chunk, which needs no copy.
        if (chunks === 1) hold(chunk);
        else {
          if (size > body.length) hold(enlarged(body, Math.min(length, 2 * size)));
          chunk.copy(body, sizeBefore);
        }
        // A body that is complete takes no room from those that are still arriving.
        if (arrivingBytes > maxArrivingBytes && size < length) settle(NO_ROOM);
      };
      req
        .on('data', take)
        .once('end', () => settle(size === body.length ? body : body.subarray(0, size)))
        .once('close', () => settle(null));
    });
}

function enlarged(buffer: Buffer, bytes: number): Buffer {
  const larger = Buffer.allocUnsafe(bytes);
  buffer.copy(larger);
  return larger;
}
