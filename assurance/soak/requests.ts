import { clientKinds } from './client-kinds.js';
import { documentKinds } from './document-kinds.js';
import type { Kind, SoakRequest, SoakTargets } from './soak-request.js';
import { frontend, valueKinds } from './value-kinds.js';

const kinds: Readonly<Record<string, Kind>> = { ...documentKinds, ...valueKinds, ...clientKinds };
export type KindName = keyof typeof documentKinds | keyof typeof valueKinds | keyof typeof clientKinds;

/** These kinds come in this share of their turns. They take long, or leave rows that are never deleted. */
const SELDOM: Partial<Record<KindName, number>> = { locales: 4, 'API key': 20, export: 8 };
/** Comes in the other turns of a seldom kind. */
const OTHERWISE: KindName = 'spelling';
export const allKinds = Object.keys(kinds) as readonly KindName[];

/** The kind of a turn. In succession, every kind has its turn. */
export function kindOf(turn: number): KindName {
  const name = allKinds[turn % allKinds.length] as KindName;
  return Math.floor(turn / allKinds.length) % (SELDOM[name] ?? 1) === 0 ? name : OTHERWISE;
}

/**
 * The requests of a turn. No turn repeats a document, the name of an operation, a caller, an address, a locale, a
 * cursor, a value of a filter or a key of another turn. Together they reach every cache whose keys come from clients.
 *
 * @param isAlone whether no other kinds have turns, and no frontend asks in between
 */
export async function requestsOf(
  turn: number,
  targets: SoakTargets,
  kind: KindName,
  isAlone: boolean,
): Promise<readonly SoakRequest[]> {
  const token = await targets.tokenOf(`caller ${turn}`);
  const dressed = (request: SoakRequest): SoakRequest => withHeaders(request, headersOf(turn, token));
  const requests = kinds[kind]?.(turn, targets, isAlone) ?? [];
  return [...requests, ...(isAlone ? [] : frontend(turn, targets, isAlone))].map(dressed);
}

const headersOf = (turn: number, token: string): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  accept: `application/json, text/x-${turn}`,
  authorization: `Bearer ${token}`,
  'accept-language': `en-x-${turn}`,
  'user-agent': `soak/${turn}`,
  'x-forwarded-for': `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`,
  'x-request-id': `soak-${turn}`,
});

/** The request, and those that follow it, with headers. Its own headers come first. */
const withHeaders = (
  { headers, next, ...request }: SoakRequest,
  added: Readonly<Record<string, string>>,
): SoakRequest => ({
  ...request,
  headers: { ...added, ...headers },
  ...(next && { next: (body: string) => next(body).map((following) => withHeaders(following, added)) }),
});
