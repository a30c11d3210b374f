import { buildBefore } from '../before.js';
import type { Ledgers } from '../cluster/ledgers.js';
import { gateway } from '../contestants.js';
import { type Asks, type Stage, start } from '../stage.js';
import { factsOf } from './facts.js';
import { raceLogging, raceTwoProcesses } from './itself.js';
import { lineUp } from './lineup.js';
import { findSettings } from './peer-settings.js';
import { raceOneConnection, racePeers } from './peers.js';

/** Compares the gateway with its peers and then, after the peers have stopped, with itself. */
export async function raceServers(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<void> {
  const { options } = stage;
  const { parts } = options;
  const meetsPeers = parts.includes('peers') || parts.includes('one-connection');
  // First, because a wrong ref should fail before the peers are tuned.
  const before = options.before && meetsPeers ? await buildBefore(options.before) : null;
  const settings = meetsPeers ? await findSettings(stage, ledgers, asks) : null;
  const ours = await start(stage, gateway, await ledgers.add('gateway', 'gateway'), asks);
  stage.keep({ servers: [factsOf(ours)] });
  if (settings) {
    const lineup = await lineUp(stage, ledgers, asks, { ours, before, ...settings });
    if (parts.includes('peers')) stage.keep({ races: [await racePeers(stage, lineup, asks)] });
    if (parts.includes('one-connection'))
      stage.keep({ races: [await raceOneConnection(stage, lineup, asks)] });
    for (const server of lineup.others) await server.stop();
  }
  if (parts.includes('logging')) stage.keep({ races: [await raceLogging(stage, ledgers, ours, asks)] });
  if (parts.includes('two-processes')) stage.keep({ races: [await raceTwoProcesses(stage, ours, asks)] });
  await ours.stop();
}
