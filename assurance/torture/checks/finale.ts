import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../../src/database/sql.js';
import { verifyLedger } from '../../../src/verify/verify-ledger.js';
import { strayMoney } from '../../model/invariants.js';
import { untilReached } from '../arena/until-reached.js';
import type { SeenApproval, SeenRefund } from '../book.js';
import type { World } from '../world.js';
import { checkApprovalKept } from './approval-kept.js';
import { asking, audit, auditLimits } from './audit.js';
import { checkKept } from './kept.js';
import { checkVerdicts } from './verdicts.js';

/** The longest wait between two steps. The claim of a killed process delays its task for 30 seconds, until it expires. */
const NEXT_TASK_DONE_WITHIN_MS = 60_000;
/** Followers see a committed event within about a second, unless an older transaction is in flight. */
const FOLLOWED_WITHIN_MS = 30_000;
const LOOK_INTERVAL_MS = 250;

/**
 * The checks after the last request: the whole ledger, with the checks of the run and of `npm run verify`; every refund
 * that was ever answered; the remaining tasks; and leaks.
 */
export async function checkEnd(world: World, { settled }: { readonly settled: boolean }): Promise<void> {
  if (world.violations.length > 0) return;
  if (settled) await checkTasksEnd(world);
  await audit(world, [...world.book.charges.keys()]);
  await auditLimits(world, [...world.book.callers.values()]);
  await checkAllKept(world);
  await checkApprovalsKept(world);
  const stray = await strayMoney(asking(world.server.own), [...world.book.charges.keys()], new Date(0));
  world.check(
    'money',
    stray.map((what) => ({ promise: 'I7', what, subjects: [] })),
  );
  await checkNothingHeld(world);
  const verdicts = await untilReached(() => verifyLedger(world.server.own));
  world.check('verify', checkVerdicts(verdicts));
}

/** I13: due tasks are done, even if a process was killed while it ran one. */
async function checkTasksEnd(world: World): Promise<void> {
  let fewest = Number.POSITIVE_INFINITY;
  let deadline = 0;
  for (;;) {
    const rows = await asking(world.server.own).query(
      sql`SELECT refund_id, step FROM refund_task WHERE due <= now()`,
    );
    if (rows.length < fewest) deadline = performance.now() + world.slowness * NEXT_TASK_DONE_WITHIN_MS;
    fewest = Math.min(fewest, rows.length);
    if (rows.length > 0 && performance.now() < deadline) {
      await sleep(LOOK_INTERVAL_MS);
      continue;
    }
    return world.check(
      'tasks',
      rows.map(([refund, step]) => ({
        promise: 'I13',
        what: `The step ${step} of ${refund} is due but not done`,
        subjects: [refund as string],
      })),
    );
  }
}

/** Checks I2 and I8 for every refund that an answer showed. */
async function checkAllKept(world: World): Promise<void> {
  const rows = await asking(world.server.own).query(
    sql`SELECT id, amount, currency, created, upper(status::text), charge_id, metadata FROM refund`,
  );
  const ledger = new Map(
    rows.map(([id, amount, currency, created, status, charge, metadata]) => [
      id as string,
      {
        id,
        amount: Number(amount),
        currency,
        created: (created as Date).toISOString(),
        status,
        charge: { id: charge },
        metadata,
      } as SeenRefund,
    ]),
  );
  for (const [id, known] of world.book.refunds)
    world.check('kept at the end', checkKept(known, known.metadata, ledger.get(id) ?? null));
}

/** Checks I16 for every approval that an answer showed. */
async function checkApprovalsKept(world: World): Promise<void> {
  const rows = await asking(world.server.own).query(sql`
    SELECT id, amount, created, upper(status::text), requested_by, decided_by, decision_note, charge_id, refund_id
    FROM refund_approval_now`);
  const ledger = new Map(
    rows.map(([id, amount, created, status, requestedBy, decidedBy, decisionNote, charge, refund]) => [
      id as string,
      {
        id,
        amount: Number(amount),
        created: (created as Date).toISOString(),
        status,
        requestedBy,
        decidedBy,
        decisionNote,
        charge: { id: charge },
        refund: refund === null ? null : { id: refund },
      } as SeenApproval,
    ]),
  );
  for (const [id, known] of world.book.approvals)
    world.check('approval kept at the end', checkApprovalKept(known, ledger.get(id) ?? null));
}

/** I13: no connection stays in a transaction, and no lock is left. */
async function checkNothingHeld(world: World): Promise<void> {
  const rows = await asking(world.server.own).query(sql`
    SELECT pid::text || ' ' || state || ' ' || left(query, 80) FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND state_change < now() - interval '5 seconds'`);
  world.check(
    'leaks',
    rows.map(([what]) => ({ promise: 'I13', what: `A transaction is left open: ${what}`, subjects: [] })),
  );
}

/**
 * Checks that the followers see all events of the ledger, in the order of the feed. They get some time, because due
 * tasks may still write events.
 */
export async function checkFollowed(world: World): Promise<void> {
  if (world.violations.length > 0) return;
  const deadline = performance.now() + world.slowness * FOLLOWED_WITHIN_MS;
  for (;;) {
    const rows = await asking(world.server.own).query(sql`
      SELECT e.id FROM refund_event e, (SELECT transaction_id, position FROM refund_event WHERE id = ${world.firstEvent}) first
      WHERE (e.transaction_id, e.position) > (first.transaction_id, first.position)
      ORDER BY e.transaction_id, e.position`);
    const isAll = world.order.ids.length === rows.length;
    if (!isAll && performance.now() < deadline) {
      await sleep(LOOK_INTERVAL_MS);
      continue;
    }
    return world.check('events at the end', world.order.compare(rows.map(([id]) => id as string)));
  }
}
