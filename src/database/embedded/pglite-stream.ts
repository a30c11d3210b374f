import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

const TERMINATE = 0x58; // 'X', the last message of a PostgreSQL client
const HEADER_BYTES = 5; // a type byte and a 32-bit length; a startup message has the length alone

/**
 * Connects node-postgres with PGlite by a stream that stays in the process and looks like a socket. It passes complete
 * protocol messages to PGlite and returns the answers. So one driver, and Prisma's official adapter on top of it,
 * serves both databases.
 */
export class PGliteStream extends Duplex {
  readonly #db: PGlite;
  #unsent: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(db: PGlite) {
    super();
    this.#db = db;
  }

  // The methods of a net.Socket, beyond those of a Duplex, that node-postgres calls.
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#forward([chunk]).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#forward(chunks.map(({ chunk }) => chunk)).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  /** Sends every complete message, and keeps an incomplete one until the rest arrives. */
  async #forward(chunks: Buffer[]): Promise<void> {
    const bytes = Buffer.concat([this.#unsent, ...chunks]);
    let end = 0;
    while (bytes.length - end >= HEADER_BYTES) {
      if (this.#started && bytes[end] === TERMINATE) {
        this.#unsent = Buffer.alloc(0);
        await this.#send(bytes.subarray(0, end));
        await this.#reset();
        this.push(null);
        return;
      }
      const length = this.#started ? bytes.readInt32BE(end + 1) + 1 : bytes.readInt32BE(end);
      if (bytes.length - end < length) break;
      this.#started = true;
      end += length;
    }
    this.#unsent = bytes.subarray(end);
    await this.#send(bytes.subarray(0, end));
  }

  async #send(messages: Buffer): Promise<void> {
    if (messages.length === 0) return;
    await this.#db.runExclusive(() =>
      this.#db.execProtocolRawStream(messages, {
        onRawData: (answer: Uint8Array) => {
          this.push(Buffer.from(answer));
        },
      }),
    );
  }

  /** PGlite has one session for all clients that follow each other, so each client must find it clean. */
  async #reset(): Promise<void> {
    if (this.#db.closed) return;
    await this.#db.runExclusive(async () => {
      if (this.#db.isInTransaction()) await this.#db.execProtocolRaw(simpleQuery('ROLLBACK'));
      await this.#db.execProtocolRaw(simpleQuery('DISCARD ALL'));
    });
  }
}

/** The simple-query message: 'Q', length, text, NUL. */
function simpleQuery(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('Q');
  header.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([header, text]);
}
