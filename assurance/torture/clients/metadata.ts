import type { SeenRefund } from '../book.js';
import type { Caller } from './caller.js';
import { UPDATE } from './documents.js';
import { knownRefund } from './reread.js';

/** Section 4 allows 50 keys. A refund with more keys than this gets no further ones. */
const MAX_KEYS = 30;

/** I8: concurrent updates each set a key of their own. An answered key must stay set. */
export async function setMetadata(caller: Caller): Promise<void> {
  const { random, world } = caller;
  const id = knownRefund(caller);
  const known = id === null ? undefined : world.book.refunds.get(id);
  if (!known || known.metadata.size > MAX_KEYS) return;
  const { id: refund, charge } = known.seen;
  await Promise.all(
    Array.from({ length: random.between(1, 4) }, async () => {
      const key = caller.newName('m').slice(0, 40);
      const answer = await caller.ask({
        name: 'metadata',
        document: UPDATE,
        variables: { refund, metadata: { [key]: 'set' } },
        subjects: [refund, charge.id],
      });
      if (answer.kind !== 'data') return;
      const { updateRefundMetadata } = answer.data as { updateRefundMetadata: { refund?: SeenRefund } };
      const set = updateRefundMetadata.refund?.metadata[key] === 'set';
      world.check(
        'metadata',
        set ? [] : [{ promise: 'I8', what: `Not set: ${key}`, subjects: [refund, charge.id] }],
      );
      known.metadata.set(key, 'set');
    }),
  );
}
