import { checkCrowd } from '../checks/crowd.js';
import type { Caller } from './caller.js';
import { refund } from './refund.js';

/**
 * I5: concurrent refunds of one amount on a fresh charge, through both processes. If each request expects that nothing
 * was refunded yet, only one of them can succeed.
 */
export async function crowd(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const charge = world.book.open(await world.charges.take('plain'), false);
  const amount = Math.ceil(charge.ceiling / random.between(1, 6));
  const keyed = random.happens(0.8);
  const size = random.between(3, 9);
  const expecting = random.happens(0.3);
  const flags = expecting ? { expectedAmountRefundable: charge.ceiling } : {};
  const attempts = await Promise.all(
    Array.from({ length: size }, () => refund(caller, charge, { amount, flags, keyed })),
  );
  world.check('crowd', checkCrowd(charge, amount, attempts, expecting ? 1 : size));
}
