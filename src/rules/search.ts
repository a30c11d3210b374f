import { idPrefixes, isId } from './ids.js';

/** The kinds of ids by which a search finds a charge. A transfer and an application fee are no objects of the ledger. */
const searchedPrefixes = {
  charge: idPrefixes.charge,
  paymentIntent: idPrefixes.paymentIntent,
  refund: idPrefixes.refund,
  dispute: idPrefixes.dispute,
  refundEvent: idPrefixes.refundEvent,
  refundApproval: idPrefixes.refundApproval,
  transferReversal: idPrefixes.transferReversal,
  applicationFeeRefund: idPrefixes.applicationFeeRefund,
  transfer: ['tr'],
  applicationFee: ['fee'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type SearchedId = keyof typeof searchedPrefixes;

/** What the text of a search is taken for. An id is nothing else; the others may be words of a text as well. */
export type Search =
  | { readonly by: 'id'; readonly kind: SearchedId; readonly id: string }
  | { readonly by: 'email'; readonly text: string }
  | { readonly by: 'last4'; readonly text: string }
  | { readonly by: 'words'; readonly text: string };

/** Section 9: what an agent has in hand. Blanks around it do not count. */
export function readSearch(given: string): Search {
  const text = given.trim();
  const kind = kindOf(text);
  if (kind !== null) return { by: 'id', kind, id: text };
  if (text.includes('@') && !/\s/.test(text)) return { by: 'email', text };
  if (/^\d{4}$/.test(text)) return { by: 'last4', text };
  return { by: 'words', text };
}

function kindOf(text: string): SearchedId | null {
  const [, prefix = null] = /^([^_]+)_./.exec(text) ?? [];
  if (prefix === null || !isId(text)) return null;
  for (const [kind, prefixes] of Object.entries(searchedPrefixes))
    if ((prefixes as readonly string[]).includes(prefix)) return kind as SearchedId;
  return null;
}
