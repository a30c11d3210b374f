import { Tokenizer, TokenType } from '@streamparser/json';
import { decodeLine, MAX_LINE_BYTES, type PlacedObject, tooLong } from '../line.js';
import { RefusedFile } from './refused-file.js';

/** List pages in arrays in arrays: more is no export of Stripe's objects. */
const MAX_CONTAINERS = 8;
/** The parser keeps a text until its end, so a quotation mark too many would keep the rest of a file. */
const MAX_TOKEN_BYTES = 4 * MAX_LINE_BYTES;

const NEWLINE = 0x0a;

type Token = Parameters<Tokenizer['onToken']>[0];

/** Objects stand in an array, or in the array `data` of a list page. */
interface Container {
  readonly kind: 'array' | 'page';
  /** The number of its objects so far. */
  objects: number;
  /** Whether a comma or its end must follow. */
  isAfterValue: boolean;
}

/** An object that is being read. */
interface OpenObject {
  readonly line: number;
  /** Where it begins, in bytes from the start of the file. */
  readonly start: number;
  /** The number of its open brackets. */
  brackets: number;
  /** The last name of a field in its outermost brackets. */
  field: unknown;
}

/** Cuts a file into objects by its brackets. The parser finds them, because a text may contain brackets too. */
export class ObjectSplitter {
  readonly #tokenizer = new Tokenizer({ separator: '' });
  readonly #containers: Container[] = [];
  #object: OpenObject | null = null;
  /** The number of open brackets in a list page, after its `data`; null elsewhere. */
  #restBrackets: number | null = null;
  #last: Pick<Token, 'token' | 'value' | 'offset'> = { token: TokenType.SEPARATOR, value: '', offset: 0 };
  #found: PlacedObject[] = [];

  /** The current chunk, and the number of bytes before it. */
  #chunk: Uint8Array = Buffer.alloc(0);
  #before = 0;
  /** The bytes of the open object from earlier chunks; none if there are too many. */
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  /** The line at a byte of the file. */
  #line = 1;
  #lineAt = 0;

  constructor() {
    this.#tokenizer.onToken = (token) => {
      this.#take(token);
      this.#last = token;
    };
  }

  split(chunk: Uint8Array): readonly PlacedObject[] {
    this.#chunk = chunk;
    this.#run(() => this.#tokenizer.write(chunk));
    const end = this.#before + chunk.length;
    if (this.#object) this.#keep(this.#object.start, end);
    if (end - this.#last.offset > MAX_TOKEN_BYTES)
      throw new RefusedFile(
        `near line ${this.#line}, it has a text of more than ${MAX_TOKEN_BYTES} bytes. A quotation mark is missing there`,
      );
    this.#moveTo(end);
    this.#before = end;
    this.#chunk = Buffer.alloc(0);
    return this.#takeFound();
  }

  end(): readonly PlacedObject[] {
    const advice = 'so it is not complete. Get the whole file';
    if (this.#object)
      throw new RefusedFile(
        `it ends in the middle of the object that begins in line ${this.#object.line}, ${advice}`,
      );
    if (this.#containers.length > 0 || this.#restBrackets !== null)
      throw new RefusedFile(`it ends in the middle of a list, ${advice}`);
    this.#run(() => this.#tokenizer.end());
    return this.#takeFound();
  }

  #take(token: Token): void {
    if (this.#restBrackets !== null) this.#takeInRest(token, this.#restBrackets);
    else if (this.#object) this.#takeInObject(token, this.#object);
    else this.#takeBetween(token);
  }

  #takeBetween({ token, value, offset }: Token): void {
    const container = this.#containers.at(-1);
    if (token === TokenType.COMMA && container?.isAfterValue) {
      container.isAfterValue = false;
      return;
    }
    if (token === TokenType.RIGHT_BRACKET && container) {
      this.#containers.pop();
      if (container.kind === 'page') this.#restBrackets = 0;
      else this.#endValue();
      return;
    }
    const isOutOfPlace =
      token === TokenType.COMMA ||
      token === TokenType.COLON ||
      token === TokenType.RIGHT_BRACE ||
      token === TokenType.RIGHT_BRACKET;
    if (isOutOfPlace || container?.isAfterValue) throw new SyntaxError();
    if (token === TokenType.LEFT_BRACKET) this.#open('array');
    else if (token === TokenType.LEFT_BRACE) {
      this.#object = { line: this.#moveTo(offset), start: offset, brackets: 1, field: null };
    } else this.#add({ text: JSON.stringify(value), line: this.#moveTo(offset) });
  }

  #takeInObject({ token, offset }: Token, object: OpenObject): void {
    if (token === TokenType.COLON && object.brackets === 1) object.field = this.#last.value;
    else if (token === TokenType.LEFT_BRACKET && this.#isData(object)) {
      this.#endObject();
      this.#open('page');
    } else if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) object.brackets++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      object.brackets--;
      if (object.brackets > 0) return;
      this.#keep(object.start, offset + 1);
      const text = this.#partBytes > MAX_LINE_BYTES ? tooLong : decodeLine(Buffer.concat(this.#parts));
      this.#endObject();
      this.#add({ text, line: object.line });
    }
  }

  /** The fields of a list page after its objects are skipped. */
  #takeInRest({ token }: Token, brackets: number): void {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#restBrackets = brackets + 1;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      this.#restBrackets = brackets > 0 ? brackets - 1 : null;
      if (this.#restBrackets === null) this.#endValue();
    }
  }

  #isData({ brackets, field }: OpenObject): boolean {
    return brackets === 1 && field === 'data' && this.#last.token === TokenType.COLON;
  }

  #open(kind: Container['kind']): void {
    if (this.#containers.length === MAX_CONTAINERS) throw new SyntaxError();
    this.#containers.push({ kind, objects: 0, isAfterValue: false });
  }

  #endObject(): void {
    [this.#object, this.#parts, this.#partBytes] = [null, [], 0];
  }

  #add(found: Omit<PlacedObject, 'object'>): void {
    this.#endValue();
    this.#found.push({ ...found, object: this.#containers.at(-1)?.objects ?? null });
  }

  #endValue(): void {
    const container = this.#containers.at(-1);
    if (!container) return;
    container.isAfterValue = true;
    container.objects++;
  }

  /** Keeps those bytes of the current chunk that belong to the open object. */
  #keep(start: number, end: number): void {
    const part = this.#chunk.subarray(Math.max(0, start - this.#before), end - this.#before);
    this.#partBytes += part.length;
    if (this.#partBytes > MAX_LINE_BYTES) this.#parts = [];
    else this.#parts.push(part);
  }

  /** The line at a byte of the current chunk. */
  #moveTo(offset: number): number {
    let at = this.#lineAt - this.#before;
    for (;;) {
      at = this.#chunk.indexOf(NEWLINE, at);
      if (at === -1 || at >= offset - this.#before) break;
      at++;
      this.#line++;
    }
    this.#lineAt = Math.max(this.#lineAt, offset);
    return this.#line;
  }

  #takeFound(): readonly PlacedObject[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #run(work: () => void): void {
    try {
      work();
    } catch (error) {
      const line = this.#moveTo(this.#last.offset);
      throw new RefusedFile(
        `near line ${line}, it is not JSON any more. Correct it there, or get the file again`,
        { cause: error },
      );
    }
  }
}
