import type { ChargeBook } from '../book.js';
import { checkLeftToday, mostUsed, surelyUsed } from '../checks/left-today.js';
import { checkLimitCrowd } from '../checks/limit-crowd.js';
import { readDay } from '../day.js';
import { BOT, CROWDS, DESKS, limitOf, type RunLimit } from '../limits.js';
import type { Caller } from './caller.js';
import { LEFT_TODAY } from './documents.js';
import { refund, send } from './refund.js';
import type { Till } from './spend.js';

/** The largest refunds of callers whose single refunds are limited. Some are beyond the limit. */
const AROUND = 1.25;
/** A crowd refunds so many charges, each of which has room for all of its refunds. */
const CROWD_CHARGES = 4;
const CROWD_SIZE = { least: 6, most: 16 };
const CROWD_AMOUNT = { least: 8, most: 20 };
const CROWD_CEILING = CROWD_SIZE.most * CROWD_AMOUNT.most;

/** I14: a limited caller refunds a part of a busy charge, and may send the request again, through both processes. */
export async function spendLimited(caller: Caller, till: Till): Promise<void> {
  const { random } = caller;
  const charge = await till.charge(caller);
  const name = random.pick([...DESKS, BOT, BOT]);
  const { maxAmount = charge.ceiling } = limitOf(name) ?? {};
  const amount = random.between(1, Math.min(Math.ceil(AROUND * maxAmount), charge.ceiling));
  const attempt = await refund(caller, charge, {
    amount,
    flags: {},
    keyed: random.happens(0.75),
    caller: name,
  });
  if (attempt.key !== null && random.happens(0.2))
    await Promise.all([1, 2].map((process) => send(caller, charge, attempt, process)));
}

/**
 * I14: concurrent refunds of one amount by a new caller, through both processes. Exactly as many succeed as the day
 * allows; the others are refused, or wait for approval.
 */
export async function crowdOfOne(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const name = caller.newName(random.pick(CROWDS));
  const charges: ChargeBook[] = [];
  while (charges.length < CROWD_CHARGES) {
    const fresh = await world.charges.take('plain');
    if (fresh.amount >= CROWD_CEILING) charges.push(world.book.open(fresh, false));
  }
  const amount = random.between(CROWD_AMOUNT.least, CROWD_AMOUNT.most);
  const size = random.between(CROWD_SIZE.least, CROWD_SIZE.most);
  const keyed = random.happens(0.8);
  const before = await readDay(world.server.own);
  const attempts = await Promise.all(
    Array.from({ length: size }, (_, index) => {
      const charge = charges[index % CROWD_CHARGES] as ChargeBook;
      return refund(caller, charge, { amount, flags: {}, keyed, caller: name });
    }),
  );
  const days = before === (await readDay(world.server.own)) ? 1 : 2;
  world.check(
    'crowd of one caller',
    checkLimitCrowd(name, limitOf(name) as RunLimit, amount, attempts, days),
  );
}

/** I11 and I14: what is left of the day, as the caller itself reads it. */
export async function readLeftToday(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const book = world.book.caller(random.pick([...DESKS, BOT]));
  if (!book.limit) return;
  const sure = surelyUsed(book);
  const answer = await caller.ask({
    name: 'left today',
    document: LEFT_TODAY,
    variables: {},
    subjects: [book.name],
    as: book.name,
  });
  if (answer.kind !== 'data') return;
  const { viewer } = answer.data as {
    viewer: { refundLimits: [{ amountLeftToday: number | null; countLeftToday: number | null }] };
  };
  world.check(
    'left today',
    checkLeftToday(book, { sure, most: mostUsed(book) }, viewer.refundLimits[0], Date.now()),
  );
}
