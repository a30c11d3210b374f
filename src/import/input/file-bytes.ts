import { decodeLine, type Line, MAX_LINE_BYTES, tooLong } from '../line.js';

const NEWLINE = 0x0a;
const NONE = Buffer.alloc(0);

/**
 * The bytes of a file as they pass by: their lines, and those of the object that is being read. Bytes are counted from
 * the start of the file.
 */
export class FileBytes {
  /** The current chunk, and where it begins. */
  #chunk: Uint8Array = NONE;
  #start = 0;
  /** The first byte of the object; null if there is none. */
  #kept: number | null = null;
  /** Its bytes from earlier chunks, and their number. They are dropped when they are too many. */
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  /** A byte and its line. */
  #counted = 0;
  #line = 1;

  /** The end of the current chunk. */
  get end(): number {
    return this.#start + this.#chunk.length;
  }

  enter(chunk: Uint8Array): void {
    this.#chunk = chunk;
  }

  leave(): void {
    const { end } = this;
    if (this.#kept !== null) this.#keepTo(this.#kept, end);
    this.lineAt(end);
    this.#start = end;
    this.#chunk = NONE;
  }

  /** Begins an object at a byte of the current chunk. */
  keepFrom(offset: number): void {
    this.#kept = offset;
  }

  /** Ends the object before a byte of the current chunk, and returns its text. */
  keptUntil(offset: number): Line {
    this.#keepTo(this.#kept ?? offset, offset);
    const text = this.#partBytes > MAX_LINE_BYTES ? tooLong : decodeLine(Buffer.concat(this.#parts));
    this.drop();
    return text;
  }

  /** Forgets the object. */
  drop(): void {
    [this.#kept, this.#parts, this.#partBytes] = [null, [], 0];
  }

  /** The line of a byte in the current chunk that is not before one that was asked for. Lines are counted from 1. */
  lineAt(offset: number): number {
    let at = this.#counted - this.#start;
    for (;;) {
      at = this.#chunk.indexOf(NEWLINE, at);
      if (at === -1 || at >= offset - this.#start) break;
      at++;
      this.#line++;
    }
    this.#counted = Math.max(this.#counted, offset);
    return this.#line;
  }

  #keepTo(first: number, end: number): void {
    const part = this.#chunk.subarray(Math.max(0, first - this.#start), end - this.#start);
    this.#partBytes += part.length;
    if (this.#partBytes > MAX_LINE_BYTES) this.#parts = [];
    else this.#parts.push(part);
  }
}
