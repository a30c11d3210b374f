import { isId } from '../rules/ids.js';
import { shorten } from '../rules/text.js';

/** Why an object cannot be read, in words for the person who made it. */
export class BadObject extends Error {
  /** Whether only something is missing. */
  readonly isIncomplete: boolean;

  constructor(message: string, isIncomplete = false) {
    super(message);
    this.isIncomplete = isIncomplete;
  }
}

/** An object of a kind that the ledger keeps, but of a sort that it does not keep. The message is the sort's name. */
export class NotOfLedger extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The last second of the year 9999, after which PostgreSQL and JSON write years with five digits. */
const MAX_SECONDS = 253_402_300_799;

/**
 * Reads the fields of one Stripe object by their types. A missing field counts as null.
 *
 * @throws BadObject from every method, if the field has another type or, where null is not allowed, none
 */
export class ObjectReader {
  constructor(
    readonly fields: JsonObject,
    private readonly path = '',
  ) {}

  /** The object's own id. It must begin with a prefix of its kind, because `node(id:)` finds the kind by it. */
  id(prefixes: readonly string[]): string {
    return this.needed('id', this.idOf('id', this.value('id'), prefixes));
  }

  /** The id of the object that a field refers to, whether the field holds the id or the expanded object. */
  reference(name: string, prefixes?: readonly string[]): string | null {
    const value = this.value(name);
    return isJsonObject(value)
      ? this.needed(`${name}.id`, this.idOf(`${name}.id`, value['id'] ?? null, prefixes))
      : this.idOf(name, value, prefixes);
  }

  requiredReference(name: string, prefixes?: readonly string[]): string {
    return this.needed(name, this.reference(name, prefixes));
  }

  /** A nested object, or null. */
  part(name: string): ObjectReader | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!isJsonObject(value)) throw this.wrong(name, value, 'an object');
    return new ObjectReader(value, `${this.path}${name}.`);
  }

  /** The object that a reference was expanded to. Null if the field holds an id or nothing. */
  expanded(name: string): ObjectReader | null {
    return isJsonObject(this.value(name)) ? this.part(name) : null;
  }

  /** A text. A blank one counts as none: forms of other programs send it where nothing was entered. */
  text(name: string, maxCharacters = Number.POSITIVE_INFINITY): string | null {
    const value = this.value(name);
    if (value === null) return null;
    if (typeof value !== 'string') throw this.wrong(name, value, 'a string');
    if (value.trim() === '') return null;
    if (value.length > maxCharacters)
      throw new BadObject(`${this.path}${name} is longer than ${maxCharacters} characters`);
    return storable(`${this.path}${name}`, value);
  }

  /** A text about a person. The message about a wrong value does not repeat it, because messages are logged. */
  personalText(name: string, maxCharacters?: number): string | null {
    const value = this.value(name);
    if (value !== null && typeof value !== 'string')
      throw new BadObject(`${this.path}${name} is not a string`);
    return this.text(name, maxCharacters);
  }

  /** A nested object about a person, or null. The message about a wrong value does not repeat it either. */
  personalPart(name: string): ObjectReader | null {
    const value = this.value(name);
    if (value !== null && !isJsonObject(value)) throw new BadObject(`${this.path}${name} is not an object`);
    return this.part(name);
  }

  requiredText(name: string): string {
    return this.needed(name, this.text(name));
  }

  /** A boolean. If the field is missing or null: `otherwise`, or an error if that is not given. */
  flag(name: string, otherwise?: boolean): boolean {
    const value = this.value(name);
    if (value !== null && typeof value !== 'boolean') throw this.wrong(name, value, 'true or false');
    return this.needed(name, value ?? otherwise ?? null);
  }

  /** An amount in the currency's smallest unit: a whole number that JSON represents exactly (rules, section 2). */
  amountOrNull(name: string, least = 0): bigint | null {
    const value = this.value(name);
    if (value === null) return null;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
      throw this.wrong(name, value, `a whole number from ${least} to ${Number.MAX_SAFE_INTEGER}`);
    return BigInt(value);
  }

  amount(name: string, least?: number): bigint {
    return this.needed(name, this.amountOrNull(name, least));
  }

  /** A time, which Stripe gives in seconds since 1970. */
  timeOrNull(name: string): Date | null {
    const value = this.value(name);
    if (value === null) return null;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MAX_SECONDS)
      throw this.wrong(name, value, 'a time in whole seconds since 1970');
    return new Date(value * 1000);
  }

  time(name: string): Date {
    return this.needed(name, this.timeOrNull(name));
  }

  currency(): string {
    return this.needed('currency', this.currencyOrNull());
  }

  /** Other providers write it in capitals. */
  currencyOrNull(): string | null {
    const value = this.text('currency')?.toLowerCase() ?? null;
    if (value !== null && !/^[a-z]{3}$/.test(value))
      throw this.wrong('currency', value, 'a currency of three letters');
    return value;
  }

  /** @param spellings older names of values */
  oneOfOrNull<T extends string>(
    name: string,
    values: Readonly<Record<string, T>>,
    spellings: Readonly<Record<string, T>> = {},
  ): T | null {
    const value = this.value(name);
    if (value === null) return null;
    const known = Object.values(values);
    if (known.includes(value as T)) return value as T;
    if (typeof value === 'string' && Object.hasOwn(spellings, value)) return spellings[value] ?? null;
    throw this.wrong(name, value, `one of ${known.join(', ')}`);
  }

  oneOf<T extends string>(
    name: string,
    values: Readonly<Record<string, T>>,
    spellings?: Readonly<Record<string, T>>,
  ): T {
    return this.needed(name, this.oneOfOrNull(name, values, spellings));
  }

  /** Texts by key. Returns the parsed object itself, because a copy could lose a key `__proto__`. PHP writes {} as []. */
  metadata(): Record<string, string> {
    const given = this.value('metadata');
    if (Array.isArray(given) && given.length === 0) return {};
    const metadata = this.part('metadata')?.fields ?? {};
    for (const [key, value] of Object.entries(metadata)) {
      storable(`${this.path}metadata`, key);
      if (typeof value !== 'string') throw this.wrong(`metadata ${show(key)}`, value, 'a string');
      storable(`${this.path}metadata ${show(key)}`, value);
    }
    return metadata as Record<string, string>;
  }

  private value(name: string): unknown {
    return Object.hasOwn(this.fields, name) ? (this.fields[name] ?? null) : null;
  }

  private idOf(name: string, value: unknown, prefixes?: readonly string[]): string | null {
    if (value === null) return null;
    if (typeof value !== 'string' || !isId(value)) throw this.wrong(name, value, 'an id');
    if (prefixes && !prefixes.some((prefix) => value.startsWith(`${prefix}_`)))
      throw this.wrong(name, value, `an id that begins with ${prefixes.map((p) => `${p}_`).join(' or ')}`);
    return value;
  }

  private needed<T>(name: string, value: T | null): T {
    if (value === null) throw new BadObject(`${this.path}${name} is missing`, true);
    return value;
  }

  private wrong(name: string, value: unknown, wanted: string): BadObject {
    return new BadObject(`${this.path}${name} is ${show(value)}, not ${wanted}`);
  }
}

/** PostgreSQL cannot store NUL in a text, and an unpaired surrogate would be replaced on the way. */
function storable(name: string, text: string): string {
  if (text.includes('\0') || !text.isWellFormed())
    throw new BadObject(`${name} contains a NUL character or an unpaired surrogate, which cannot be stored`);
  return text;
}

/** A value as JSON, which escapes every character that a terminal or PostgreSQL could not take. */
const show = (value: unknown): string => shorten(JSON.stringify(value));
