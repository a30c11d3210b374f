import type { ChargeBook } from '../book.js';
import type { Caller } from './caller.js';
import { refund, resolve, send } from './refund.js';

/** The number of refunds that are requested for a charge. Most of them fit. */
export const PARTS = 12;

/** The charges that all clients refund at the same time, until each is fully refunded. */
export class Till {
  readonly #open: ChargeBook[] = [];

  /** Returns a charge that other clients refund too. */
  async charge(caller: Caller): Promise<ChargeBook> {
    const { world, random } = caller;
    const usable = this.#open.filter(({ attempts }) => attempts.length < PARTS);
    // There are few enough charges that clients meet on them.
    if (usable.length >= MAX_OPEN) return random.pick(usable);
    const method = random.pick(['plain', 'plain', 'pending', 'failing', 'bank', 'answering'] as const);
    const book = world.book.open(await world.charges.take(method), method !== 'plain' && method !== 'bank');
    this.#open.splice(0, this.#open.length, ...usable, book);
    return book;
  }
}
const MAX_OPEN = 12;

/** Refunds a part of a busy charge. Then it may repeat the request, or send other input with the same key. */
export async function spend(caller: Caller, till: Till): Promise<void> {
  const { random, world } = caller;
  const charge = await till.charge(caller);
  const amount = random.happens(0.08) ? null : random.between(1, Math.ceil(charge.ceiling / (PARTS / 2)));
  const flags = random.happens(0.3)
    ? { refundApplicationFee: random.happens(0.7), reverseTransfer: random.happens(0.7) }
    : {};
  const keyed = random.happens(0.75);
  const attempt = await refund(caller, charge, { amount, flags, keyed });
  const { key } = attempt;
  if (key === null) return;
  const again = random.fraction();
  // A retry storm sends the request concurrently through both processes.
  if (again < 0.15) await Promise.all([1, 2, 1].map((process) => send(caller, charge, attempt, process)));
  else if (again < 0.3) await send(caller, charge, attempt);
  if (!random.happens(0.1)) return;
  const other = world.book.attempt(charge, { tag: caller.newName('other'), key, amount, flags });
  await send(caller, charge, other);
  await resolve(caller, charge, other);
}

/** Sends the same key and input concurrently through both processes, before any request has an outcome. */
export async function storm(caller: Caller, till: Till): Promise<void> {
  const { random, world } = caller;
  const charge = await till.charge(caller);
  const tag = caller.newName('storm');
  const amount = random.between(1, Math.ceil(charge.ceiling / PARTS));
  const attempt = world.book.attempt(charge, { tag, key: tag, amount, flags: {} });
  const times = Array.from({ length: random.between(2, 5) }, (_, index) => index);
  await Promise.all(times.map((index) => send(caller, charge, attempt, (index % 2) + 1)));
  await resolve(caller, charge, attempt);
}
