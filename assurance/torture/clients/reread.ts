import type { KnownRefund, SeenRefund } from '../book.js';
import { checkKept } from '../checks/kept.js';
import { checkTotal, type SeenTotal } from '../checks/total.js';
import type { Caller } from './caller.js';
import { REREAD, TOTAL } from './documents.js';

const AT_ONCE = 10;
/** Half of the refunds that are read again are among the most recent, which another process may not show yet. */
const RECENT = 20;

/** A known refund, often a recent one. Null if none is known yet. */
export function knownRefund({ world, random }: Caller): string | null {
  const { refundIds } = world.book;
  if (refundIds.length === 0) return null;
  const first = random.happens(0.5) ? Math.max(0, refundIds.length - RECENT) : 0;
  return refundIds[random.between(first, refundIds.length - 1)] ?? null;
}

/** I2, I8 and I11: reads answered refunds through any process. */
export async function reread(caller: Caller): Promise<void> {
  const { world } = caller;
  const ids = new Set(Array.from({ length: AT_ONCE }, () => knownRefund(caller)).filter((id) => id !== null));
  if (ids.size === 0) return;
  const before = [...ids].map((id) => {
    const known = world.book.refunds.get(id) as KnownRefund;
    return { known, metadata: new Map(known.metadata) };
  });
  const answer = await caller.ask({
    name: 'reread',
    document: REREAD,
    variables: { ids: [...ids] },
    subjects: [...ids],
  });
  if (answer.kind !== 'data') return;
  const { nodes } = answer.data as { nodes: readonly (SeenRefund | null)[] };
  for (const [index, { known, metadata }] of before.entries()) {
    const seen = nodes[index] ?? null;
    world.check('kept', checkKept(known, metadata, seen));
    if (seen) world.book.learn(seen, world.history.now());
  }
}

/** I1 and I11: reads the totals of a charge. */
export async function readTotal(caller: Caller): Promise<void> {
  const { world, random } = caller;
  const id = knownRefund(caller);
  const known = id === null ? undefined : world.book.refunds.get(id);
  const charge = known && world.book.charges.get(known.seen.charge.id);
  if (!charge) return;
  const { confirmed } = charge;
  const answer = await caller.ask({
    name: 'total',
    document: TOTAL,
    variables: { charge: charge.id },
    subjects: [charge.id],
    process: random.between(1, 2),
  });
  if (answer.kind !== 'data') return;
  const seen = (answer.data as { charge: SeenTotal }).charge;
  world.check('total', checkTotal(charge, confirmed, seen));
}
