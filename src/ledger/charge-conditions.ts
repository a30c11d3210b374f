import { join, raw, type Sql, sql } from '../database/sql.js';
import { readSearch, type Search, type SearchedId } from '../rules/search.js';

/** A text that an agent has in hand, and whether the caller may know what is personal. */
export interface SearchFilter {
  readonly text: string;
  /** Whether to look in the address and the name of the customer too. */
  readonly personal: boolean;
}

/** How much of a charge was given back. */
export type RefundedState = 'none' | 'partial' | 'full';

/** The kinds of words in `charge_words`: of the name, the description and the values of the metadata. */
type WordKind = 'n' | 'd' | 'm';

/**
 * The words of the given text, all of which a charge must have in one of these places. A text without words finds nothing.
 *
 * The condition stands twice, for the planner, which multiplies the shares of rows that it expects. It takes a word that it
 * does not know for one of up to a two-hundredth of all charges, and would look for it all the way through the list, taking
 * each charge apart into its words. So it walks the list only for a word that at least every fifteenth charge has.
 */
function withWords(text: string, ...kinds: readonly WordKind[]): Sql {
  const found = sql`charge_words(t.billing_name, t.description, t.metadata) @@ words_query(${text}, ${kinds}::text[])`;
  return join([found, found], ' AND ');
}

/** The start of an address, with no character that LIKE takes for a pattern. */
const emailLike = (start: string): Sql =>
  sql`lower(t.billing_email) LIKE lower(${`${start.replace(/[\\%_]/g, '\\$&')}%`})`;

export const withEmail = (email: string) => [sql`lower(t.billing_email) = lower(${email})`];
export const withEmailStart = (start: string) => [emailLike(start)];
export const withName = (name: string) => [withWords(name, 'n')];
export const withDescription = (words: string) => [withWords(words, 'd')];

/** `disputed` alone is the condition of a partial index. */
export const isDisputed = (disputed: boolean) => [disputed ? sql`t.disputed` : sql`NOT t.disputed`];

/**
 * A total in an index would make each refund write its charge anew into every index. So a charge that is refunded, at
 * least in part, is found by its refunds where few are, and otherwise on the way through the list. An opening balance
 * has no refunds.
 */
export const whereRefunded = (state: RefundedState) => {
  if (state === 'none') return [sql`t.amount_refunded = 0`];
  const operator = raw(state === 'full' ? '>=' : '<');
  return [
    sql`t.amount_refunded > 0`,
    sql`t.amount_refunded ${operator} t.refund_ceiling`,
    sql`t.id IN (SELECT r.charge_id FROM refund r UNION ALL SELECT o.id FROM charge o WHERE o.opening_refunded > 0)`,
  ];
};

/** The charge of an object with this id: a condition that an index serves. */
const chargeOf: Readonly<Record<SearchedId, (id: string) => Sql>> = {
  charge: (id) => sql`t.id = ${id}`,
  paymentIntent: (id) => sql`t.payment_intent_id = ${id}`,
  refund: (id) => sql`t.id = (SELECT r.charge_id FROM refund r WHERE r.id = ${id})`,
  dispute: (id) => sql`t.id = (SELECT d.charge_id FROM dispute d WHERE d.id = ${id})`,
  refundEvent: (id) =>
    sql`t.id = (SELECT r.charge_id FROM refund_event e JOIN refund r ON r.id = e.refund_id WHERE e.id = ${id})`,
  refundApproval: (id) => sql`t.id = (SELECT a.charge_id FROM refund_approval a WHERE a.id = ${id})`,
  transferReversal: (id) => sql`t.id = (SELECT v.charge_id FROM transfer_reversal v WHERE v.id = ${id})`,
  applicationFeeRefund: (id) =>
    sql`t.id = (SELECT f.charge_id FROM application_fee_refund f WHERE f.id = ${id})`,
  transfer: (id) => sql`t.transfer_id = ${id}`,
  applicationFee: (id) => sql`t.application_fee_id = ${id}`,
};

const searched = (search: Search, personal: boolean): Sql => {
  if (search.by === 'id') return chargeOf[search.kind](search.id);
  const { text } = search;
  const inTexts = personal ? withWords(text, 'n', 'd', 'm') : withWords(text, 'd', 'm');
  if (search.by === 'email' && personal) return either(emailLike(text), inTexts);
  return search.by === 'last4' ? either(sql`t.card_last4 = ${text}`, inTexts) : inTexts;
};
const either = (...conditions: readonly Sql[]): Sql => sql`(${join([...conditions], ' OR ')})`;

/** The charges that a search finds. */
export const whereFound = ({ text, personal }: SearchFilter) => [searched(readSearch(text), personal)];

/** Refunds whose charge meets the conditions, which are on the table of charges under the alias `t`. */
const ofCharges = (conditions: readonly Sql[]) => [
  sql`t.charge_id IN (SELECT t.id FROM charge t WHERE ${join([...conditions], ' AND ')})`,
];
/** The condition of a list of charges as one of a list of refunds. */
export const viaCharge =
  <Value>(condition: (value: Value) => readonly Sql[]) =>
  (value: Value) =>
    ofCharges(condition(value));

/** The refunds of the charges that a search finds. The id of a refund finds this one alone. */
export const whereRefundFound = (filter: SearchFilter) => {
  const search = readSearch(filter.text);
  if (search.by === 'id') {
    const { kind, id } = search;
    if (kind === 'refund') return [sql`t.id = ${id}`];
    if (kind === 'charge') return [sql`t.charge_id = ${id}`];
    if (kind === 'paymentIntent') return [sql`t.payment_intent_id = ${id}`];
    if (kind === 'refundEvent')
      return [sql`t.id = (SELECT e.refund_id FROM refund_event e WHERE e.id = ${id})`];
  }
  return ofCharges(whereFound(filter));
};
