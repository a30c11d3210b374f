import type { Caller } from './caller.js';
import { cancelOnce } from './cancel.js';
import { refund } from './refund.js';

/**
 * Rule 16.2: several clients replace a canceled refund at once, through both processes. The audit of the charge checks
 * that only one replacement is alive at a time.
 */
export async function replace(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const charge = world.book.open(await world.charges.take('silent'), true);
  const { outcome } = await refund(caller, charge, { amount: 1, flags: {}, keyed: true });
  if (outcome.kind !== 'made') return;
  const canceled = await cancelOnce(caller, outcome.refund, charge.id);
  if (canceled.kind !== 'canceled') return;
  // The parts are so small that there is room for all of them.
  await Promise.all(
    Array.from({ length: random.between(2, 6) }, () =>
      refund(caller, charge, { amount: 1, flags: { replaces: outcome.refund }, keyed: random.happens(0.8) }),
    ),
  );
}
