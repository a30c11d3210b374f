import type { RunningServer } from '../measure/server.js';
import { versionOf } from '../report/machine.js';
import type { ServerFacts } from '../report/results.js';
import { describeTuning } from '../tuning.js';

/** The connections of `src/database`: constants of the gateway, for two cores. */
const GATEWAY_CONNECTIONS = '13: a pool of 10, 2 pipelined ones for reads, 1 that listens';
const EARLIER_CONNECTIONS = 'those of its code';

/** What the page tells about a server. */
export function factsOf({ contestant, startMs, restingMb }: RunningServer): ServerFacts {
  const { name, label, role, node, tuning } = contestant;
  const untuned = role === 'gateway' ? GATEWAY_CONNECTIONS : EARLIER_CONNECTIONS;
  return {
    name,
    label,
    role,
    connections: tuning ? describeTuning(tuning) : untuned,
    node: versionOf(node),
    startMs,
    restingMb,
  };
}
