import { type GraphQLResolveInfo, Kind } from 'graphql';
import { readRows } from '../../ledger/page.js';
import { idOnly, type Selected } from '../../ledger/select.js';
import type { Model } from '../../ledger/tables.js';
import { isCurrency } from '../../rules/currency.js';
import { isId } from '../../rules/ids.js';
import { MAX_TEXT_CHARACTERS, shorten } from '../../rules/text.js';
import type { GatewayContext } from '../context.js';
import { requestError } from '../request-error.js';
import { rowSelection } from './selection.js';

/** The fields that name a row by its id: its model, and what messages call it. */
const known = {
  refund: { model: 'refund', name: 'refund' },
  charge: { model: 'charge', name: 'charge' },
  paymentIntent: { model: 'paymentIntent', name: 'payment_intent' },
  approval: { model: 'refundApproval', name: 'refund_approval' },
} as const satisfies Record<string, { readonly model: Model; readonly name: string }>;
type Known = keyof typeof known;

/**
 * The row with an id that a query names, with the relations that its selection asks for.
 *
 * @throws RESOURCE_MISSING (rule 1.3); an id of another kind is simply not found
 */
export async function requireRow<M extends Known & Model>(
  model: M,
  id: string,
  { database, load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Selected<M>> {
  const selection = rowSelection(info, model);
  const row =
    isId(id) && isAlone(info)
      ? (await readRows(database.query, model, [id], selection))[0]
      : await load.row(model, id, selection);
  if (!row) throw missing(model, id, 'id');
  return row;
}

/** Whether the operation has a single root field. Its row then need not wait to be loaded together with others. */
const isAlone = ({ operation: { selectionSet } }: GraphQLResolveInfo): boolean =>
  selectionSet.selections.length === 1 && selectionSet.selections[0]?.kind === Kind.FIELD;

/** A list that is filtered by something that does not exist is an error, not an empty list (rules, section 9). */
export async function requireFilterRow(
  field: Known,
  id: string | null | undefined,
  { load }: Pick<GatewayContext, 'load'>,
): Promise<void> {
  if (id != null && !(await load.row(known[field].model, id, idOnly))) throw missing(field, id, field);
}

/** The same for every id that a filter names, one after the other. */
export async function requireFilterRows(
  filter: Readonly<Record<string, string | null | undefined>>,
  context: Pick<GatewayContext, 'load'>,
): Promise<void> {
  for (const [field, id] of Object.entries(filter))
    if (isKnown(field)) await requireFilterRow(field, id, context);
}

/**
 * Refuses a filter by a text that no row can have, however deep it is in the filter, without a look at the database.
 *
 * @throws RESOURCE_MISSING for an id, PARAMETER_INVALID for another text, or for one that is not a currency
 */
export function refuseFilterText(filter: object): void {
  for (const [field, value] of Object.entries(filter)) {
    if (isKnown(field) && typeof value === 'string' && !isId(value)) throw missing(field, value, field);
    if (textsIn(value).some(({ length }) => length > MAX_TEXT_CHARACTERS))
      throw requestError(
        'PARAMETER_INVALID',
        `${field} can have up to ${MAX_TEXT_CHARACTERS} characters.`,
        field,
      );
    if (field === 'currency') refuseCurrencies(textsIn(value));
  }
}

function refuseCurrencies(texts: readonly string[]): void {
  const wrong = texts.find((text) => !isCurrency(text));
  if (wrong === undefined) return;
  const message = `'${shorten(wrong)}' is not a currency: give a code of ISO 4217, such as 'usd'.`;
  throw requestError('PARAMETER_INVALID', message, 'currency');
}

const isKnown = (field: string): field is Known => Object.hasOwn(known, field);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const missing = (field: Known, id: string, param: string) =>
  requestError('RESOURCE_MISSING', `No such ${known[field].name}: '${shorten(id)}'`, param);
