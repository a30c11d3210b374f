import { setTimeout as sleep } from 'node:timers/promises';
import { untilReached } from '../arena/until-reached.js';
import type { Attempt, ChargeBook, SeenApproval, SeenRefund } from '../book.js';
import { checkApprovalKept } from '../checks/approval-kept.js';
import { checkDecisions, type DecisionAnswer } from '../checks/decisions.js';
import { checkTotal, type SeenTotal } from '../checks/total.js';
import { DESKS, limitOf, SUPERVISORS } from '../limits.js';
import { type Caller, isDenial } from './caller.js';
import { APPROVE, REJECT, REREAD_APPROVALS, TOTAL } from './documents.js';
import { refund, send } from './refund.js';

/** An approval is read again until a gateway answers, but several faults may follow each other. */
const READ_WITHIN_MS = 90_000;
const PAUSE_MS = 100;
/** Within this time an approval expires, while callers decide it. */
const EXPIRES_WITHIN_MS = 40;
/** A refused approval stays pending, and may be decided again. */
const ROUNDS = 2;
const AT_ONCE = 10;

/**
 * I15 and I16: a caller asks for the approval of a refund beyond its limit, by one or several requests with one key.
 * Several callers decide it at once, through both processes, while its time may end and its charge may be refunded.
 */
export async function askAndDecide(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const desk = random.pick(DESKS);
  const charge = await chargeBeyond(caller, limitOf(desk)?.maxAmount ?? 0);
  const amount = random.between((limitOf(desk)?.maxAmount ?? 0) + 1, charge.ceiling);
  const asked = await refund(caller, charge, {
    amount,
    flags: {},
    keyed: random.happens(0.8),
    caller: desk,
  });
  if (asked.outcome.kind !== 'held') return;
  const { approval: id } = asked.outcome;
  await repeat(caller, charge, asked);
  await checkNothingHeld(caller, charge);
  if (random.happens(0.1)) return;
  // A lost request of the first round may still be decided in the second one.
  const answers: DecisionAnswer[] = [];
  let couldExpire = false;
  for (let round = 0; round < ROUNDS; round++) {
    const decided = await decideAtOnce(caller, charge, id);
    answers.push(...decided.answers);
    couldExpire ||= decided.couldExpire;
    const final = await readApproval(caller, id);
    if (!final) return;
    world.check('decisions', checkDecisions(final, charge, answers, couldExpire));
    world.book.learnApproval(final);
    if (final.status !== 'PENDING') break;
  }
  // The key gives the approval with its decision, and no refund.
  if (random.happens(0.3)) await repeat(caller, charge, asked);
}

/** A fresh charge of more than an amount, whose refunds never give anything back. */
async function chargeBeyond({ world, random }: Caller, amount: number): Promise<ChargeBook> {
  for (;;) {
    const fresh = await world.charges.take(random.pick(['plain', 'plain', 'bank']));
    if (fresh.amount > amount) return world.book.open(fresh, false);
  }
}

/** Sends the request again: the same input at once through both processes, or another input with its key. */
async function repeat(caller: Caller, charge: ChargeBook, asked: Attempt): Promise<void> {
  const { random, world } = caller;
  const { key, amount, caller: as } = asked;
  if (key === null) return;
  if (random.happens(0.3)) await Promise.all([1, 2].map((process) => send(caller, charge, asked, process)));
  if (!random.happens(0.1)) return;
  const terms = { tag: caller.newName('other'), key, amount, flags: {}, caller: as };
  await send(caller, charge, world.book.attempt(charge, terms));
}

/** I16: an approval that waits holds nothing of its charge. Nothing else has asked for a refund of the charge. */
async function checkNothingHeld(caller: Caller, charge: ChargeBook): Promise<void> {
  const { world } = caller;
  const answer = await caller.ask({
    name: 'total',
    document: TOTAL,
    variables: { charge: charge.id },
    subjects: [charge.id],
  });
  if (answer.kind !== 'data') return;
  const seen = (answer.data as { charge: SeenTotal }).charge;
  const what = `A waiting approval holds ${seen.amountRefunded} of ${charge.id}`;
  const held = [{ promise: 'I16', what, subjects: [charge.id] }];
  world.check('nothing held', seen.amountRefunded === 0 ? [] : held);
  world.check('total', checkTotal(charge, 0, seen));
}

/** Lets several callers decide, sometimes the one who asked too, and sometimes lets the time end meanwhile. */
async function decideAtOnce(caller: Caller, charge: ChargeBook, id: string) {
  const { random } = caller;
  const couldExpire = random.happens(0.3);
  const decisions = Array.from({ length: random.between(1, 5) }, (_, index) =>
    decide(caller, charge, id, {
      verb: random.happens(0.6) ? 'approve' : 'reject',
      by: random.pick([...SUPERVISORS, ...SUPERVISORS, ...DESKS]),
      process: (index % 2) + 1,
    }),
  );
  const [answers] = await Promise.all([
    Promise.all(decisions),
    couldExpire && letExpire(caller, id),
    random.happens(0.2) &&
      refund(caller, charge, { amount: random.between(1, charge.ceiling), flags: {}, keyed: true }),
  ]);
  return { answers, couldExpire };
}

/** Ends the time of a pending approval soon. The shortest time that a policy can give is an hour. */
async function letExpire({ world, random }: Caller, id: string): Promise<void> {
  await untilReached(() =>
    world.server.own.query(
      `UPDATE refund_approval SET expires_at = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE id = $1 AND status = 'pending'`,
      [id, random.between(0, EXPIRES_WITHIN_MS)],
    ),
  );
}

interface Decided {
  readonly refund?: SeenRefund;
  readonly approval?: SeenApproval;
  readonly code?: string;
}

async function decide(
  caller: Caller,
  charge: ChargeBook,
  id: string,
  {
    verb,
    by,
    process,
  }: { readonly verb: 'approve' | 'reject'; readonly by: string; readonly process: number },
): Promise<DecisionAnswer> {
  const { book, history } = caller.world;
  charge.touched = true;
  const asked = await caller.ask({
    name: verb,
    document: verb === 'approve' ? APPROVE : REJECT,
    variables: { approval: id, note: `${by} decided` },
    subjects: [id, charge.id],
    as: by,
    process,
  });
  charge.touched = true;
  if (asked.kind !== 'data') return { verb, by, kind: isDenial(asked) ? 'denied' : 'unknown' };
  const { approveRefund, rejectRefund } = asked.data as { approveRefund?: Decided; rejectRefund?: Decided };
  const { refund: made, approval, code } = (approveRefund ?? rejectRefund) as Decided;
  if (code !== undefined) return { verb, by, kind: 'refused', code, status: approval?.status ?? null };
  if (made) book.learn(made, history.now());
  if (approval) book.learnApproval(approval);
  return { verb, by, kind: 'done', refund: made?.id ?? null };
}

/** The approval as it is now; null if no gateway answers while the run ends. */
async function readApproval(caller: Caller, id: string): Promise<SeenApproval | null> {
  const { world } = caller;
  const deadline = world.history.now() + world.slowness * READ_WITHIN_MS;
  while (world.violations.length === 0 && world.history.now() < deadline) {
    const read = await readApprovals(caller, [id]);
    if (read) return read[0] ?? null;
    await sleep(PAUSE_MS);
  }
  return null;
}

/** Reads approvals and checks them against what was answered before. Null without an answer. */
async function readApprovals(
  caller: Caller,
  ids: readonly string[],
): Promise<readonly (SeenApproval | null)[] | null> {
  const { book } = caller.world;
  const before = ids.map((id) => book.approvals.get(id) as SeenApproval);
  const answer = await caller.ask({
    name: 'reread approvals',
    document: REREAD_APPROVALS,
    variables: { ids },
    subjects: ids,
  });
  if (answer.kind !== 'data') return null;
  const { nodes } = answer.data as { nodes: readonly (SeenApproval | null)[] };
  for (const [index, known] of before.entries())
    caller.world.check('approval kept', checkApprovalKept(known, nodes[index] ?? null));
  return nodes;
}

/** I16: reads answered approvals through any process, often recent ones. */
export async function rereadApprovals(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const ids = [...world.book.approvals.keys()];
  if (ids.length === 0) return;
  const first = random.happens(0.5) ? Math.max(0, ids.length - 2 * AT_ONCE) : 0;
  const some = new Set(
    Array.from({ length: AT_ONCE }, () => ids[random.between(first, ids.length - 1)] as string),
  );
  const read = await readApprovals(caller, [...some]);
  for (const seen of read ?? []) if (seen) world.book.learnApproval(seen);
}
