import { Finding } from '../program.js';
import { showProgress } from '../progress.js';
import { soakClient } from './client.js';
import { fillCaches } from './fill-caches.js';
import { Load, type Tally } from './load.js';
import { samplesOf } from './samples.js';
import { openSoakLedger } from './soak-ledger.js';
import { type ProcessSample, WatchedGateway } from './watched-gateway.js';

/** Connections of a busy back office. */
const AT_ONCE = 32;

/** The state of the gateway and its database after so many requests. */
export interface Sample extends ProcessSample {
  readonly requests: number;
  readonly perSecond: number;
  readonly connections: number;
  readonly databaseMb: number;
}

export interface Soaked {
  readonly samples: readonly Sample[];
  readonly tally: Tally;
}

/**
 * Sends so many requests to a gateway, and takes samples in between, when nothing is in flight.
 *
 * @param onSample told of each sample, and which of all it is
 */
export async function soak(
  requests: number,
  onSample: (sample: Sample, number: number) => void,
): Promise<Soaked> {
  const ledger = await openSoakLedger();
  const gateway = await WatchedGateway.start(ledger.url).catch(async (error) => {
    await ledger.close();
    throw error;
  });
  const client = soakClient(gateway.port, AT_ONCE);
  const progress = showProgress();
  try {
    const load = new Load(client.send, ledger.targets, AT_ONCE);
    await fillCaches(
      load,
      () => gateway.caches(),
      (text) => progress.show(text),
    );
    const samples: Sample[] = [];
    const between = Math.ceil(requests / samplesOf(requests));
    let sent = 0;
    while (sent < requests) {
      const before = sent;
      const startedMs = performance.now();
      sent += await load.run(Math.min(between, requests - sent), (answered) =>
        progress.show(`${before + answered} of ${requests} requests`),
      );
      const perSecond = ((sent - before) / (performance.now() - startedMs)) * 1000;
      const sample = {
        requests: sent,
        perSecond,
        ...(await gateway.sample()),
        ...(await ledger.connections()),
      };
      samples.push(sample);
      progress.clear();
      onSample(sample, samples.length);
    }
    return { samples, tally: load.tally };
  } catch (error) {
    throw gateway.child.exitCode === null ? error : new Finding(`The gateway ended; see ${gateway.log}`);
  } finally {
    progress.clear();
    client.close();
    await gateway.stop();
    await ledger.close();
  }
}
