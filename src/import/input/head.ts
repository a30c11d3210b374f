const NEWLINE = 0x0a;
const BLANKS = new Set([0x20, 0x09, 0x0d, NEWLINE]);
/** The longest sign of a format at the start of a file. */
const MIN_BYTES = 8;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** The first bytes of a file, which decide how the rest is read. Only as many are kept as are looked at. */
export class Head {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Reads the start. The first byte that is not blank, if one is among the first `most` bytes. */
  async firstByte(most: number): Promise<number | undefined> {
    while (this.#bytes.length < MIN_BYTES && !this.#ended) await this.#more();
    const start = await this.#textFrom(0, most);
    return this.#bytes[start];
  }

  /**
   * The first lines that are not blank, without those that do not end within the first `most` bytes.
   *
   * @param wanted the number of lines
   */
  async lines(wanted: number, most: number): Promise<Buffer[]> {
    const lines: Buffer[] = [];
    let start = 0;
    while (lines.length < wanted) {
      start = await this.#textFrom(start, most);
      const end = await this.#find(NEWLINE, start, most);
      if (start >= end || end > most) break;
      lines.push(this.#bytes.subarray(start, end));
      start = end;
    }
    return lines;
  }

  /** The whole file, the first bytes included, without a byte order mark. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    if (this.#bytes.length > 0) yield this.#bytes.subarray(markLength(this.#bytes));
    this.#bytes = Buffer.alloc(0);
    for (let next = await this.#chunks.next(); next.done !== true; next = await this.#chunks.next())
      yield next.value;
  }

  /** Where the next text begins. */
  async #textFrom(start: number, most: number): Promise<number> {
    for (let at = start; ; at++) {
      while (at >= this.#bytes.length && !this.#ended && at < most) await this.#more();
      if (at === 0) at = markLength(this.#bytes);
      const byte = this.#bytes[at];
      if (byte === undefined || !BLANKS.has(byte)) return at;
    }
  }

  /** Where the next such byte is, or where the file ends. */
  async #find(byte: number, start: number, most: number): Promise<number> {
    for (let searched = start; ; ) {
      const found = this.#bytes.indexOf(byte, searched);
      if (found !== -1) return found;
      searched = this.#bytes.length;
      if (this.#ended) return searched;
      if (searched > most) return searched + 1;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) this.#ended = true;
    else this.#bytes = Buffer.concat([this.#bytes, next.value]);
  }
}

const markLength = (bytes: Buffer): number =>
  bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
