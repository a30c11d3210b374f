import { setTimeout as sleep } from 'node:timers/promises';
import { checkWalk, type Row } from '../checks/walk.js';
import type { Caller } from './caller.js';
import { WALK } from './documents.js';
import { knownRefund } from './reread.js';

/** A walk of all refunds reads at most this many pages. The list of one charge is read to its end. */
const MAX_PAGES = 8;
/** The number of most recent refunds that a walk of the whole list is checked for. */
const RECENT = 200;
/** Small pages, so that refunds are created between them, and the largest page. */
const PAGE_SIZES = [2, 4, 20, 100];
const TRIES = 5;
const PAUSE_MS = 200;

interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** I9: walks a list forward and then backward over the same range, while refunds are created. */
export async function walk(caller: Caller): Promise<void> {
  const { world, random } = caller;
  const { book } = world;
  const id = knownRefund(caller);
  if (id === null) return;
  const charge = random.happens(0.6) ? (book.refunds.get(id)?.seen.charge.id ?? null) : null;
  const subjects = charge === null ? [] : [charge];
  const old = (
    charge === null ? book.refundIds.slice(-RECENT) : [...(book.charges.get(charge)?.refundIds ?? [])]
  )
    .map((known) => book.refunds.get(known)?.seen)
    .filter((seen) => seen !== undefined);
  const size = random.pick(PAGE_SIZES);
  const filter = charge === null ? null : { charge };

  const forward: Row[] = [];
  let page: Page | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    page = await readPage(caller, subjects, { filter, first: size, after: page?.pageInfo.endCursor });
    if (page === null) return;
    forward.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) break;
  }
  if (page === null) return;
  const complete = !page.pageInfo.hasNextPage;
  // The backward walk starts at the end of the list, or at the last row, which `before` leaves out.
  const last = forward.at(-1);
  const backward: Row[] = complete || last === undefined ? [] : [last];
  let before = complete ? undefined : page.pageInfo.endCursor;
  const top = forward[0]?.id;
  while (!backward.some(({ id: shown }) => shown === top)) {
    const back: Page | null = await readPage(caller, subjects, { filter, last: size, before });
    if (back === null || backward.length > forward.length + RECENT) return;
    backward.push(...back.nodes.toReversed());
    if (!back.pageInfo.hasPreviousPage) break;
    before = back.pageInfo.startCursor;
  }
  world.check('walk', checkWalk(old, forward, backward, complete, subjects));
}

/** Reads a page. Null if the gateways did not answer. */
async function readPage(
  caller: Caller,
  subjects: readonly string[],
  variables: object,
): Promise<Page | null> {
  for (let tries = 0; tries < TRIES && caller.world.violations.length === 0; tries++) {
    const answer = await caller.ask({ name: 'walk', document: WALK, variables, subjects });
    if (answer.kind === 'data') return (answer.data as { refunds: Page }).refunds;
    await sleep(PAUSE_MS);
  }
  return null;
}
