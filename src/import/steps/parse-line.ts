import { isId } from '../../rules/ids.js';
import {
  BadObject,
  isJsonObject,
  type JsonObject,
  NotOfLedger,
  ObjectReader,
} from '../../stripe/object-reader.js';
import { type Line, MAX_LINE_BYTES } from '../line.js';
import { type LedgerKind, ledgerKindByObject } from './ledger-kinds.js';

/** An object that the ledger keeps, as the row that it becomes. */
export interface ParsedObject {
  readonly kind: LedgerKind;
  readonly row: { readonly id: string };
  /** Whether another object held it in place of its id. */
  readonly expanded: boolean;
}

/** The content of a line. */
export type ParsedLine =
  | { readonly objects: readonly ParsedObject[] }
  /** The name of a kind that the ledger does not keep. */
  | { readonly skipped: string }
  /** Why it cannot be imported, and its id if that could be read: references to it are then not reported too. */
  | { readonly fault: string; readonly id: string | null };

/** Stripe's API expands at most four levels. */
const MAX_EXPANSION = 4;

/** Reads a line. Null for an empty one. */
export function parseLine(line: Line): ParsedLine | null {
  if (typeof line !== 'string') return { fault: line.unreadable, id: null };
  if (line.trim() === '') return null;
  if (line.length > MAX_LINE_BYTES)
    return { fault: `it is longer than ${MAX_LINE_BYTES} characters`, id: null };
  const value = parseJson(line);
  if (value === undefined) return { fault: 'it is not JSON', id: null };
  if (!isJsonObject(value)) return { fault: 'it is not a JSON object', id: null };
  const { object } = value;
  if (typeof object !== 'string')
    return { fault: 'it has no field `object` with the name of its kind', id: null };
  const kind = ledgerKindByObject.get(object);
  if (!kind) return { skipped: object };
  try {
    const row = kind.read(new ObjectReader(value));
    return { objects: [...expandedIn(value, kind, MAX_EXPANSION), { kind, row, expanded: false }] };
  } catch (error) {
    if (error instanceof NotOfLedger) return { skipped: error.message };
    if (!(error instanceof BadObject)) throw error;
    const id = idOf(value);
    return { fault: `${object}${id === null ? '' : ` ${id}`}: ${error.message}`, id };
  }
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

/** The objects that stand in place of their ids. An incomplete one counts as an id only. */
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
    if (error instanceof BadObject || error instanceof NotOfLedger) return null;
    throw error;
  }
}
