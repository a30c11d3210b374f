import { storableJson } from './storable.js';

/** No JSON has this character unescaped. RFC 7464 separates JSON texts with it, too. */
export const SEPARATOR = '\x1e';

const FIRST_BYTES = 1024 * 1024;
/** The most bytes of a UTF-16 code unit in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/**
 * The JSON of a batch's objects, one after the other and ready to be sent. As strings they would live long enough to be
 * copied by the garbage collector several times, which takes as long as parsing them.
 */
export class KeptTexts {
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  /** Valid until the next text is added. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Fields that nobody reads may have texts that PostgreSQL cannot take: these are replaced. */
  add(json: string): void {
    const text = this.#length === 0 ? storableJson(json) : SEPARATOR + storableJson(json);
    this.#reserve(text.length * MAX_BYTES_PER_UNIT);
    this.#length += this.#buffer.write(text, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
