import { encodeCursor } from '../../../src/graphql/lists/cursor.js';
import type { TestGateway } from '../gateways/test-gateway.js';

/** The arguments of a connection. */
export interface Paging {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface Page {
  readonly ids: readonly string[];
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
export const PAGING = 'first: $first, after: $after, last: $last, before: $before';

/** Reads a page of the connection `field`, such as `refunds(…)`. `inside` can wrap the field in a parent's field. */
export async function readPage(
  gateway: TestGateway,
  field: string,
  paging: Paging = {},
  inside: (field: string) => string = (field) => field,
): Promise<Page> {
  const selection = `list: ${field} { nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } }`;
  const { data, errors } = await gateway.query(`query (${VARIABLES}) { ${inside(selection)} }`, paging);
  if (errors) throw new Error(JSON.stringify(errors));
  const { nodes, pageInfo } = data.list ?? data.parent.list;
  return { ids: nodes.map(({ id }: { id: string }) => id), ...pageInfo };
}

/** Walks a whole list, forward by `first` or backward by `last`. Returns the ids in order of arrival. */
export async function walk(
  read: (paging: Paging) => Promise<Page>,
  direction: 'forward' | 'backward',
  size: number,
  between: () => Promise<unknown> = async () => {},
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const start = cursor;
    const page: Page = await read(
      direction === 'forward' ? { first: size, after: start } : { last: size, before: start },
    );
    ids.push(...(direction === 'forward' ? page.ids : page.ids.toReversed()));
    const goesOn = direction === 'forward' ? page.hasNextPage : page.hasPreviousPage;
    cursor = goesOn ? (direction === 'forward' ? page.endCursor : page.startCursor) : null;
    if (cursor !== null) await between();
  }
  return ids;
}

/** The cursor of a place in a list of refunds, charges or payment intents, even if there is no row at this place. */
export const cursorAt = (
  model: 'refund' | 'charge' | 'paymentIntent',
  place: { readonly created: Date; readonly id: string },
): string => encodeCursor(model, place as never);
