import { isId } from '../../rules/ids.js';
import { isPage, refusedAnswer } from '../../stripe/answers.js';
import {
  BadObject,
  isJsonObject,
  type JsonObject,
  NotOfLedger,
  ObjectReader,
} from '../../stripe/object-reader.js';
import { type Sum, sumOf } from '../../stripe/sums.js';
import { type Line, MAX_LINE_BYTES } from '../line.js';
import { type Read, type SeenList, seenPage } from './cut-lists.js';
import type { ErasePeople } from './erased-people.js';
import { type LedgerKind, ledgerKindByObject } from './ledger-kinds.js';
import { nestedIn, readNested, withoutNested } from './nested-objects.js';
import { isTooDeep, MAX_LEVELS } from './nesting.js';

/** An object that the ledger keeps, as the row that it becomes. */
export interface ParsedObject {
  readonly kind: LedgerKind;
  readonly row: { readonly id: string };
  /** Whether it stands inside another object. */
  readonly expanded: boolean;
  /** The object as JSON, without the objects inside it. */
  readonly said: string;
}

/** What the line says of a transfer or an application fee. */
export interface ParsedSum extends Sum {
  /** Whether it stands inside another object. */
  readonly expanded: boolean;
}

/** Why an object cannot be imported, and its id if that could be read: references to it are then not reported too. */
export interface ParsedFault {
  readonly why: string;
  readonly id: string | null;
}

/** The content of a line. */
export interface ParsedLine {
  readonly objects: readonly ParsedObject[];
  /** The names of kinds that the ledger does not keep. */
  readonly skipped: readonly string[];
  readonly faults: readonly ParsedFault[];
  /** What it says of transfers and application fees, which are skipped otherwise. */
  readonly sums: readonly ParsedSum[];
  /** Its list pages, and its lists that are not complete. */
  readonly lists: readonly SeenList[];
  /** How many objects have people who were erased. Those are left out of them. */
  readonly erased: number;
}

/**
 * Reads a line. Null for an empty one.
 *
 * @param erase leaves people out who were erased
 */
export function parseLine(line: Line, erase: ErasePeople = keepAll): ParsedLine | null {
  if (typeof line !== 'string') return faulty(line.unreadable);
  if (line.trim() === '') return null;
  if (line.length > MAX_LINE_BYTES) return faulty(`it is longer than ${MAX_LINE_BYTES} characters`);
  const value = parseJson(line);
  if (value === undefined) return faulty('it is not JSON');
  if (isTooDeep(line)) return faulty(`it is nested more than ${MAX_LEVELS} levels deep`);
  return parseObject(value, erase, line);
}

const keepAll: ErasePeople = () => null;

/** @param text the object as it was written, if that is known */
function parseObject(value: unknown, erase: ErasePeople, text?: string): ParsedLine {
  if (!isJsonObject(value)) return faulty('it is not a JSON object');
  const refused = refusedAnswer(value);
  if (refused !== null) return faulty(refused);
  if (isPage(value)) return parsePage(value, erase);
  const { object } = value;
  if (typeof object !== 'string')
    return faulty(isListedFault(value) ? LISTED_FAULT : 'it has no field `object` with the name of its kind');
  const objects: ParsedObject[] = [];
  const faults: ParsedFault[] = [];
  const skipped: string[] = [];
  const nested = nestedIn(value);
  const sums: ParsedSum[] = nested.sums.map((sum) => ({ ...sum, expanded: true }));
  let erased = 0;
  const withoutErased = (object: JsonObject): JsonObject => {
    const left = erase(object);
    if (left) erased++;
    return left ?? object;
  };
  for (const found of nested.objects) {
    const one = { ...found, value: withoutErased(found.value) };
    try {
      const row = readNested(one);
      if (row) objects.push({ kind: one.kind, row, expanded: true, said: withoutNested(one.value) });
    } catch (error) {
      faults.push(faultOf(one.value, error));
    }
  }
  const kind = ledgerKindByObject.get(object);
  if (!kind) {
    const sum = sumOf(value);
    if (sum) sums.push({ ...sum, expanded: false });
    return { objects, faults, skipped: [object], sums, lists: nested.lists, erased };
  }
  const own = withoutErased(value);
  try {
    const row = kind.read(new ObjectReader(own));
    const isAsWritten = text !== undefined && nested.objects.length === 0 && own === value;
    const said = isAsWritten ? text : withoutNested(own);
    objects.push({ kind, row, expanded: false, said });
  } catch (error) {
    if (error instanceof NotOfLedger) skipped.push(error.message);
    else faults.push(faultOf(own, error));
  }
  return { objects, faults, skipped, sums, lists: nested.lists, erased };
}

/** A line of a file of faults, which tells of an object instead of having it. */
const isListedFault = ({ line, why }: JsonObject): boolean =>
  typeof line === 'number' && typeof why === 'string';
const LISTED_FAULT = "it is of a file of faults; `jq -r '.text // empty'` gets the objects out of that";

/** A list page on a line, among lines with one object each. */
function parsePage(
  { data, has_more: hasMore, url }: JsonObject & { readonly data: readonly unknown[] },
  erase: ErasePeople,
): ParsedLine {
  const parts = data.map((one) => parseObject(one, erase));
  const last = parts.map(readIn).findLast((one) => one !== null) ?? null;
  const page = seenPage({ hasMore: typeof hasMore === 'boolean' ? hasMore : null, url }, last);
  return {
    objects: parts.flatMap(({ objects }) => objects),
    skipped: parts.flatMap(({ skipped }) => skipped),
    faults: parts.flatMap(({ faults }) => faults),
    sums: parts.flatMap(({ sums }) => sums),
    lists: [...parts.flatMap(({ lists }) => lists), ...(page ? [page] : [])],
    erased: parts.reduce((sum, part) => sum + part.erased, 0),
  };
}

/** The object itself, without those inside it. Null if the import does not read it. */
export function readIn({ objects, sums }: ParsedLine): Read | null {
  const own = objects.findLast(({ expanded }) => !expanded);
  if (own) return { object: own.kind.object, id: own.row.id };
  const sum = sums.findLast(({ expanded }) => !expanded);
  return sum ? { object: sum.object, id: sum.id } : null;
}

const faulty = (why: string): ParsedLine => ({
  objects: [],
  skipped: [],
  faults: [{ why, id: null }],
  sums: [],
  lists: [],
  erased: 0,
});

function faultOf(value: JsonObject, error: unknown): ParsedFault {
  if (!(error instanceof BadObject)) throw error;
  const id = idOf(value);
  return { why: `${value['object']}${id === null ? '' : ` ${id}`}: ${error.message}`, id };
}

/** The id of an object that cannot be imported, or null if that cannot be read either. */
function idOf({ id }: JsonObject): string | null {
  return typeof id === 'string' && isId(id) ? id : null;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
