import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../../src/sample-data/random.js';
import { Caller } from '../clients/caller.js';
import { TOTAL } from '../clients/documents.js';
import type { FaultKind } from './fault-kind.js';
import { inTransaction } from './lock-faults.js';

/** More than the 500 requests that a process accepts at once. */
const CROWD = 650;
/** Shorter than a gateway's statement timeout, and long enough to open this many connections on busy cores. */
const HELD_MS = 2_500;

/** Sends more requests than a process accepts, and lets none finish. The excess must be refused at once. */
export const overloadFault: FaultKind = {
  name: 'overload',
  place: 'database',
  excuses: true,
  ofOneProcess: true,
  make: (strike) =>
    inTransaction(strike, async (client) => {
      const { world, random, process } = strike;
      const caller = new Caller(
        world,
        `crowd-${world.history.size}`,
        createRandom(random.between(1, 2 ** 31)),
      );
      const { id } = [...world.book.charges.values()].at(-1) ?? { id: '' };
      await client.query('LOCK TABLE charge IN ACCESS EXCLUSIVE MODE');
      let refused = 0;
      const all = Array.from({ length: CROWD }, async () => {
        const question = {
          name: 'crowd',
          document: TOTAL,
          variables: { charge: id },
          subjects: [id],
          process,
        };
        const answer = await caller.ask(question);
        if (answer.kind === 'error' && answer.code === 'OVERLOADED') refused++;
      });
      await sleep(HELD_MS);
      const what = `None of ${CROWD} concurrent requests was refused within ${HELD_MS} ms, although all were waiting`;
      world.check('overload', refused > 0 ? [] : [{ promise: 'I13', what, subjects: [] }]);
      await client.query('ROLLBACK');
      await Promise.all(all);
      caller.close();
      return refused;
    }),
};
