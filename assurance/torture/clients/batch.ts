import type { Attempt, ChargeBook } from '../book.js';
import { type Caller, isDenial } from './caller.js';
import { CREATE_SEVERAL } from './documents.js';
import { type Created, inputOf, resolve, settle } from './refund.js';
import { PARTS, type Till } from './spend.js';

/** Asks for several refunds of shared charges in one request. If the answer is lost, each refund is asked for alone. */
export async function batch(caller: Caller, till: Till): Promise<void> {
  const { random, world } = caller;
  // Either all refunds of the request have a key or none: an error of the whole request concerns all of them.
  const keyed = random.happens(0.7);
  const parts: { readonly charge: ChargeBook; readonly attempt: Attempt }[] = [];
  for (let count = random.between(2, 5); count > 0; count--) {
    const charge = await till.charge(caller);
    const tag = caller.newName('batch');
    const amount = random.between(1, Math.ceil(charge.ceiling / PARTS));
    const attempt = world.book.attempt(charge, { tag, key: keyed ? tag : null, amount, flags: {} });
    parts.push({ charge, attempt });
  }
  for (const { charge, attempt } of parts) {
    attempt.sent++;
    charge.touched = true;
  }
  const asked = await caller.ask({
    name: 'create several',
    document: CREATE_SEVERAL,
    variables: { refunds: parts.map(({ attempt }) => inputOf(attempt)) },
    subjects: parts.flatMap(({ charge, attempt }) => [charge.id, attempt.tag]),
  });
  for (const { attempt } of parts) attempt.denied = isDenial(asked);
  if (asked.kind === 'data') {
    const { results } = (asked.data as { createRefunds: { results: readonly Created[] } }).createRefunds;
    for (const [index, { charge, attempt }] of parts.entries())
      settle(caller, charge, attempt, results[index] as Created);
  }
  for (const { charge, attempt } of parts) await resolve(caller, charge, attempt);
}
