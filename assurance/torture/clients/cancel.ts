import { setTimeout as sleep } from 'node:timers/promises';
import type { SeenRefund } from '../book.js';
import { type CancelAnswer, checkCancels } from '../checks/cancel.js';
import type { Caller } from './caller.js';
import { CANCEL } from './documents.js';
import { refund } from './refund.js';

/** The customer's details come after 200 ms, so some cancellations compete with them. */
const WITHIN_MS = 300;

/** I6: several clients cancel a refund that waits for the customer, while the customer may answer. */
export async function cancel(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const method = random.pick(['silent', 'answering'] as const);
  const charge = world.book.open(await world.charges.take(method), true);
  const amount = random.between(1, charge.ceiling);
  const { outcome } = await refund(caller, charge, { amount, flags: {}, keyed: true });
  if (outcome.kind !== 'made') return;
  const answers = await Promise.all(
    Array.from({ length: random.between(2, 4) }, async () => {
      await sleep(random.between(0, WITHIN_MS));
      return cancelOnce(caller, outcome.refund, charge.id);
    }),
  );
  charge.touched = true;
  world.check('cancel', checkCancels(outcome.refund, charge.id, answers));
}

interface Canceled {
  readonly cancelRefund: { readonly __typename: string; readonly refund?: SeenRefund };
}

/** Asks once to cancel a refund. */
export async function cancelOnce(caller: Caller, id: string, charge: string): Promise<CancelAnswer> {
  const { book, history } = caller.world;
  const asked = await caller.ask({
    name: 'cancel',
    document: CANCEL,
    variables: { refund: id },
    subjects: [id, charge],
  });
  if (asked.kind !== 'data') return { kind: 'unknown' };
  const { __typename, refund: seen } = (asked.data as Canceled).cancelRefund;
  if (!seen) return { kind: 'refused', status: __typename };
  book.learn(seen, history.now());
  return { kind: __typename === 'CancelRefundPayload' ? 'canceled' : 'refused', status: seen.status };
}
