import type { Ledgers } from '../cluster/ledgers.js';
import { type Contestant, lastFoundSessions, peers } from '../contestants.js';
import type { Sessions } from '../measure/pgbench.js';
import type { Asks, Stage } from '../stage.js';
import { tunePeer, tunePgbench } from './tune.js';

/** The peers with what suits each of them best, and the sessions of pgbench. */
export interface PeerSettings {
  readonly peers: readonly Contestant[];
  readonly sessions: Sessions;
}

/** Tries what suits each peer best, on a ledger of their own. A quick run takes what was last found. */
export async function findSettings(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<PeerSettings> {
  if (!stage.options.tune) return { peers, sessions: lastFoundSessions };
  const database = await ledgers.add('tuning', 'peer');
  const tuned: Contestant[] = [];
  for (const peer of peers) {
    const { contestant, tries } = await tunePeer(stage, peer, database, asks);
    tuned.push(contestant);
    stage.keep({ tries });
  }
  const { sessions, tries } = await tunePgbench(stage, database, ledgers);
  stage.keep({ tries });
  return { peers: tuned, sessions };
}
