import type { Ledgers } from '../cluster/ledgers.js';
import type { Race, ServerFacts } from '../report/results.js';
import type { Asks, Stage } from '../stage.js';
import { raceGrowth, raceLogging, raceTwoProcesses } from './itself.js';
import { lineUp, raceOneConnection, racePeers } from './peers.js';

/** The gateway among its peers, and then, with the peers gone, beside itself. */
export async function raceServers(
  stage: Stage,
  ledgers: Ledgers,
  asks: Asks,
): Promise<{ readonly servers: readonly ServerFacts[]; readonly races: readonly Race[] }> {
  const { parts } = stage.options;
  const races: Race[] = [];
  const lineup = await lineUp(stage, ledgers, asks);
  if (parts.includes('peers')) races.push(await racePeers(stage, ledgers, lineup, asks));
  if (parts.includes('one-connection')) races.push(await raceOneConnection(stage, lineup, asks));
  const { ours, others } = lineup;
  for (const server of others) await server.stop();
  if (parts.includes('logging')) races.push(await raceLogging(stage, ledgers, ours, asks));
  if (parts.includes('two-processes')) races.push(await raceTwoProcesses(stage, ours, asks));
  if (parts.includes('growth')) races.push(...(await raceGrowth(stage, ours, asks)));
  await ours.stop();
  return { servers: lineup.facts, races };
}
