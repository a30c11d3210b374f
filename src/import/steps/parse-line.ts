import { BadObject, isId, isJsonObject, type JsonObject, ObjectReader } from '../../stripe/object-reader.js';
import { type Line, MAX_LINE_BYTES } from '../line.js';
import { type LedgerKind, ledgerKindByObject } from './ledger-kinds.js';

/** An object that the ledger keeps, read. */
export interface ParsedObject {
  readonly kind: LedgerKind;
  readonly row: { readonly id: string };
  /** It stood inside another, in the place of its id. */
  readonly expanded: boolean;
}

/** What a line holds. */
export type ParsedLine =
  | { readonly objects: readonly ParsedObject[] }
  /** A kind that the ledger does not keep. */
  | { readonly skipped: string }
  /** Why it cannot be imported; the id, where it could be read, so that references to it are no faults too. */
  | { readonly fault: string; readonly id: string | null };

/** As many levels as Stripe's API expands. */
const MAX_EXPANSION = 4;

/** What a line holds, null for an empty one. */
export function parseLine(line: Line): ParsedLine | null {
  if (typeof line !== 'string') return { fault: line.unreadable, id: null };
  if (line.trim() === '') return null;
  if (line.length > MAX_LINE_BYTES)
    return { fault: `it is longer than ${MAX_LINE_BYTES} characters`, id: null };
  const value = parseJson(line);
  if (value === undefined) return { fault: 'it is not JSON', id: null };
  if (!isJsonObject(value)) return { fault: 'it is not an object', id: null };
  const { object } = value;
  if (typeof object !== 'string') return { fault: 'it has no field `object` that says its kind', id: null };
  const kind = ledgerKindByObject.get(object);
  if (!kind) return { skipped: object };
  try {
    const row = kind.read(new ObjectReader(value));
    return { objects: [...expandedIn(value, kind, MAX_EXPANSION), { kind, row, expanded: false }] };
  } catch (error) {
    if (!(error instanceof BadObject)) throw error;
    const id = idOf(value);
    return { fault: `${object}${id === null ? '' : ` ${id}`}: ${error.message}`, id };
  }
}

/** The id of an object that cannot be imported, where it can be read. */
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

/** The objects that references were expanded to. One that is not whole is no more than its id. */
function expandedIn(object: JsonObject, { references }: LedgerKind, levels: number): ParsedObject[] {
  if (levels === 0) return [];
  return references.flatMap((name) => {
    const value = object[name];
    const kind = isJsonObject(value) ? ledgerKindByObject.get(`${value['object']}`) : undefined;
    if (!isJsonObject(value) || !kind) return [];
    const row = readOrNull(kind, value);
    return [...expandedIn(value, kind, levels - 1), ...(row ? [{ kind, row, expanded: true }] : [])];
  });
}

function readOrNull(kind: LedgerKind, object: JsonObject): { readonly id: string } | null {
  try {
    return kind.read(new ObjectReader(object));
  } catch (error) {
    if (error instanceof BadObject) return null;
    throw error;
  }
}
