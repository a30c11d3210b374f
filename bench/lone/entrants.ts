import type { Checkout } from '../before.js';
import { type Ledgers, makeLedgers } from '../cluster/ledgers.js';
import { type Contestant, gateway, gatewayBefore, peers } from '../contestants.js';
import type { Stage } from '../stage.js';

/** A server that takes part, with the URL of its own ledger. */
export interface Entrant {
  readonly contestant: Contestant;
  readonly ledger: string;
}

/** The peers that stand beside the gateway: the plain one, and the one with a database function. */
const PEERS = ['mercurius', 'mercurius-join'];

/** The gateway, its earlier state if that takes part, and two peers, each with a copy of the same rows. */
export async function enter(
  { cluster }: Stage,
  ledgers: Ledgers,
  before: Checkout | null,
  name: string,
): Promise<Entrant[]> {
  const entrants = [{ contestant: gateway, ledger: await ledgers.add('lone_gateway', 'gateway') }];
  if (before) {
    const earlier = await makeLedgers(cluster, ledgers.sizes, `${name}_before`, {
      checkout: before.directory,
    });
    const contestant = gatewayBefore(before.directory, before.commit);
    entrants.push({ contestant, ledger: await earlier.add('lone_gateway', 'gateway') });
  }
  for (const contestant of peers.filter((peer) => PEERS.includes(peer.name)))
    entrants.push({ contestant, ledger: await ledgers.add(`lone_${contestant.name}`, 'peer') });
  return entrants;
}
