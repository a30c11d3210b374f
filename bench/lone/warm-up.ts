import type { RunningServer } from '../measure/server.js';
import { CONNECTIONS } from '../report/results.js';
import { type Asks, racer, type Stage } from '../stage.js';

/**
 * Gets a server's code compiled by many connections, which one connection would take long for.
 *
 * @param letter distinguishes this load's idempotency keys from those of others on the same ledger
 */
export async function warmUp(
  { options, progress }: Stage,
  server: RunningServer,
  asks: Asks,
  letter: string,
): Promise<void> {
  const { warmUpSeconds: seconds } = options.pace;
  await racer('warm-up', server, asks, CONNECTIONS).load('W1', {
    ...{ seconds, seed: 0 },
    run: `${letter}many`,
    searchAll: true,
  });
  progress(`${server.contestant.label}: warmed up with ${CONNECTIONS} connections`);
}
