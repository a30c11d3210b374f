import type pg from 'pg';
import { type Query, sql } from '../../../src/database/sql.js';
import { runOnPool } from '../../../src/database/statement-query.js';
import { brokenPromises } from '../../model/invariants.js';
import { brokenApprovals, brokenLimits, type HeldLimit } from '../../model/limit-invariants.js';
import { untilReached } from '../arena/until-reached.js';
import type { CallerBook } from '../book.js';
import type { World } from '../world.js';
import { checkTags, type LedgerRefund } from './tags.js';
import type { Violation } from './violation.js';

/** One statement reads this many charges: few enough to be quick while clients are busy. */
const AT_ONCE = 400;

/** Queries over the run's own connections. They wait while the server is down. */
export const asking = (pool: pg.Pool): { readonly query: Query } => ({
  query: (statement) => untilReached(() => runOnPool(pool, statement)),
});

/** Reads the ledger, each part in one snapshot, and checks it against the promises and the answers. */
export async function audit(world: World, charges: readonly string[]): Promise<void> {
  for (let from = 0; from < charges.length && world.violations.length === 0; from += AT_ONCE) {
    const ids = charges.slice(from, from + AT_ONCE);
    const database = asking(world.server.own);
    const broken = await brokenPromises(database, ids);
    world.check('ledger', broken.map(violationOf(world)));

    const approvals = await brokenApprovals(database, ids);
    world.check('approvals', approvals.map(violationOf(world)));

    const idle = await database.query(sql`
      SELECT e.refund_id FROM refund_event e JOIN refund r ON r.id = e.refund_id
      WHERE r.charge_id = ANY(${ids}) AND e.type = 'refund_updated' AND e.changes = '[]'`);
    world.check(
      'events',
      idle.map(([id]) => violationOf(world)(`I7: an event without a change: ${id}`)),
    );

    const attempts = ids
      .flatMap((id) => world.book.charges.get(id)?.attempts ?? [])
      .map((attempt) => ({ ...attempt }));
    const rows = await database.query(sql`
      SELECT r.id, r.metadata->>'tag', COALESCE(k.key, asked.key), a.id FROM refund r
      LEFT JOIN refund_approval a ON a.refund_id = r.id
      LEFT JOIN idempotency_key k ON k.refund_id = r.id
      LEFT JOIN idempotency_key asked ON asked.approval_id = a.id
      WHERE r.charge_id = ANY(${ids})`);
    const ledger = rows.map(([id, tag, key, approval]) => ({ id, tag, key, approval }) as LedgerRefund);
    world.check('tags', checkTags(attempts, ledger));
  }
}

/** Reads the refunds of limited callers in one snapshot (I14 and I15). */
export async function auditLimits(world: World, callers: readonly CallerBook[]): Promise<void> {
  const limits = callers.flatMap(({ name, limit }): HeldLimit[] => {
    if (!limit) return [];
    const { maxAmount = null, maxAmountPerDay = null, maxCountPerDay = null } = limit;
    return [{ caller: name, currency: 'usd', maxAmount, maxAmountPerDay, maxCountPerDay }];
  });
  const broken = await brokenLimits(asking(world.server.own), limits);
  world.check('limits', broken.map(violationOf(world)));
}

/** Makes a violation of a text such as `I7: one event …: re_123`. It is about the refund and its charge. */
const violationOf =
  ({ book }: World) =>
  (broken: string): Violation => {
    const id = broken.slice(broken.lastIndexOf(' ') + 1);
    const charge = book.refunds.get(id)?.seen.charge.id;
    return {
      promise: broken.slice(0, broken.indexOf(':')),
      what: broken,
      subjects: charge ? [id, charge] : [id],
    };
  };

/** The callers that asked for something since the last call. */
export function touchedCallers({ book }: World): CallerBook[] {
  const touched = [...book.callers.values()].filter((caller) => caller.touched);
  for (const caller of touched) caller.touched = false;
  return touched;
}

/** The charges that were touched since the last call. */
export function touchedCharges({ book }: World): string[] {
  const touched = [...book.charges.values()].filter((charge) => charge.touched);
  for (const charge of touched) charge.touched = false;
  return touched.map(({ id }) => id);
}
