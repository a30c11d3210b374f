import type { Ledgers } from '../cluster/ledgers.js';
import type { Asks, Stage } from '../stage.js';
import { raceGrowth, raceLogging, raceTwoProcesses } from './itself.js';
import { lineUp } from './lineup.js';
import { raceOneConnection, racePeers } from './peers.js';

/** Compares the gateway with its peers and then, after the peers have stopped, with itself. */
export async function raceServers(stage: Stage, ledgers: Ledgers, asks: Asks): Promise<void> {
  const { parts } = stage.options;
  const lineup = await lineUp(stage, ledgers, asks);
  if (parts.includes('peers')) stage.keep({ races: [await racePeers(stage, lineup, asks)] });
  if (parts.includes('one-connection')) stage.keep({ races: [await raceOneConnection(stage, lineup, asks)] });
  const { ours, others } = lineup;
  for (const server of others) await server.stop();
  if (parts.includes('logging')) stage.keep({ races: [await raceLogging(stage, ledgers, ours, asks)] });
  if (parts.includes('two-processes')) stage.keep({ races: [await raceTwoProcesses(stage, ours, asks)] });
  if (parts.includes('growth')) stage.keep({ races: await raceGrowth(stage, ours, asks) });
  await ours.stop();
}
