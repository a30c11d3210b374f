import { Tokenizer, TokenType } from '@streamparser/json';
import { MAX_LINE_BYTES, type Page, type PageEnd, type PlacedObject } from '../line.js';
import { FileBytes } from './file-bytes.js';
import { RefusedFile } from './refused-file.js';

/** List pages in arrays in arrays: more is no export of Stripe's objects. */
const MAX_CONTAINERS = 8;
/** The parser keeps a text until its end, so a quotation mark too many would keep the rest of a file. */
const MAX_TOKEN_BYTES = 4 * MAX_LINE_BYTES;

type Token = Parameters<Tokenizer['onToken']>[0];

/** Objects stand in an array, or in the array `data` of a list page. */
interface Container {
  /** Null for an array. */
  readonly page: PageFields | null;
  /** The number of its objects so far. */
  objects: number;
  /** Whether a comma or its end must follow. */
  isAfterValue: boolean;
}

type PageFields = { -readonly [Name in keyof Page]: Page[Name] };

/** The fields of an object, or of a list page, that is being read. */
interface Fields {
  /** The number of its open brackets. */
  brackets: number;
  /** The last name of a field in its outermost brackets. */
  name: unknown;
  readonly page: PageFields;
}

interface OpenObject extends Fields {
  readonly line: number;
}

/** Cuts a file into objects by its brackets. The parser finds them, because a text may contain brackets too. */
export class ObjectSplitter {
  readonly #tokenizer = new Tokenizer({ separator: '' });
  readonly #containers: Container[] = [];
  #object: OpenObject | null = null;
  /** A list page after its `data`; null elsewhere. */
  #rest: Fields | null = null;
  #last: Pick<Token, 'token' | 'value' | 'offset'> = { token: TokenType.SEPARATOR, value: '', offset: 0 };
  #found: (PlacedObject | PageEnd)[] = [];

  readonly #bytes = new FileBytes();

  constructor() {
    this.#tokenizer.onToken = (token) => {
      this.#take(token);
      this.#last = token;
    };
  }

  split(chunk: Uint8Array): readonly (PlacedObject | PageEnd)[] {
    this.#bytes.enter(chunk);
    this.#run(() => this.#tokenizer.write(chunk));
    if (this.#bytes.end - this.#last.offset > MAX_TOKEN_BYTES)
      throw new RefusedFile(
        `near line ${this.#bytes.lineAt(this.#last.offset)}, it has a text of more than ${MAX_TOKEN_BYTES} bytes. A quotation mark is missing there`,
      );
    this.#bytes.leave();
    return this.#takeFound();
  }

  end(): readonly (PlacedObject | PageEnd)[] {
    const advice = 'so it is not complete. Get the whole file';
    if (this.#object)
      throw new RefusedFile(
        `it ends in the middle of the object that begins in line ${this.#object.line}, ${advice}`,
      );
    if (this.#containers.length > 0 || this.#rest)
      throw new RefusedFile(`it ends in the middle of a list, ${advice}`);
    this.#run(() => this.#tokenizer.end());
    return this.#takeFound();
  }

  #take(token: Token): void {
    if (this.#rest) this.#takeInRest(token, this.#rest);
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
      if (container.page) this.#rest = { brackets: 1, name: null, page: container.page };
      else this.#endValue();
      return;
    }
    const isOutOfPlace =
      token === TokenType.COMMA ||
      token === TokenType.COLON ||
      token === TokenType.RIGHT_BRACE ||
      token === TokenType.RIGHT_BRACKET;
    if (isOutOfPlace || container?.isAfterValue) throw new SyntaxError();
    if (token === TokenType.LEFT_BRACKET) this.#open(null);
    else if (token === TokenType.LEFT_BRACE) {
      const page = { hasMore: null, url: null };
      this.#object = { line: this.#bytes.lineAt(offset), brackets: 1, name: null, page };
      this.#bytes.keepFrom(offset);
    } else this.#add({ text: JSON.stringify(value), line: this.#bytes.lineAt(offset) });
  }

  #takeInObject({ token, value, offset }: Token, object: OpenObject): void {
    if (token === TokenType.LEFT_BRACKET && this.#isValueOf('data', object)) {
      this.#object = null;
      this.#bytes.drop();
      this.#open(object.page);
    } else if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) object.brackets++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      object.brackets--;
      if (object.brackets > 0) return;
      this.#object = null;
      const text = this.#bytes.keptUntil(offset + 1);
      this.#add({ text, line: object.line });
    } else this.#takeField(token, value, object);
  }

  #takeField(token: TokenType, value: unknown, fields: Fields): void {
    if (fields.brackets > 1) return;
    if (token === TokenType.COLON) fields.name = this.#last.value;
    else if (typeof value === 'boolean' && this.#isValueOf('has_more', fields)) fields.page.hasMore = value;
    else if (this.#isValueOf('url', fields)) fields.page.url = value;
  }

  /** Of the fields of a list page after its objects, only those of `Page` are read. */
  #takeInRest({ token, value }: Token, rest: Fields): void {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) rest.brackets++;
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      rest.brackets--;
      if (rest.brackets > 0) return;
      this.#rest = null;
      if (rest.page.hasMore !== null) this.#found.push({ page: rest.page });
      this.#endValue();
    } else this.#takeField(token, value, rest);
  }

  #isValueOf(name: string, fields: Fields): boolean {
    return fields.brackets === 1 && fields.name === name && this.#last.token === TokenType.COLON;
  }

  #open(page: Container['page']): void {
    if (this.#containers.length === MAX_CONTAINERS) throw new SyntaxError();
    this.#containers.push({ page, objects: 0, isAfterValue: false });
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

  #takeFound(): readonly (PlacedObject | PageEnd)[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #run(work: () => void): void {
    try {
      work();
    } catch (error) {
      const line = this.#bytes.lineAt(this.#last.offset);
      throw new RefusedFile(
        `near line ${line}, it is not JSON any more. Correct it there, or get the file again`,
        { cause: error },
      );
    }
  }
}
