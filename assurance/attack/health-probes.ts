import { Agent, request } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerTo } from './http-answer.js';

/** What the probes of /health saw during some work. */
export interface Probed<T> {
  readonly result: T;
  readonly workMs: number;
  /** How long the slowest probe took. */
  readonly slowestProbeMs: number;
  /** Whether every probe was answered 200. */
  readonly healthy: boolean;
}

/** Whether the probes may end: so many and for so long since the work ended. */
export type EnoughProbes = (probes: number, ms: number) => boolean;

/**
 * Asks for the health of a gateway, one probe after the other, during some work and after it. The gateway may still be
 * busy with a request that it has answered.
 */
export async function probed<T>(
  url: string,
  isEnough: EnoughProbes,
  work: () => Promise<T>,
): Promise<Probed<T>> {
  const agent = new Agent({ keepAlive: true });
  const probe = async () => (await answerTo(request(`${url}/health`, { agent }).end())).status === 200;
  try {
    // The connection is open before the work begins.
    let healthy = await probe();
    let slowestProbeMs = 0;
    let probesSinceEnd = 0;
    let endMs: number | null = null;
    const startMs = performance.now();
    const working = work().finally(() => {
      endMs = performance.now();
    });
    // It is awaited below, and a probe may fail first.
    working.catch(() => {});
    while (endMs === null || !isEnough(probesSinceEnd, performance.now() - endMs)) {
      const probeMs = performance.now();
      if (endMs !== null) probesSinceEnd++;
      healthy = (await probe()) && healthy;
      slowestProbeMs = Math.max(slowestProbeMs, performance.now() - probeMs);
      await nextTurn();
    }
    return { result: await working, workMs: endMs - startMs, slowestProbeMs, healthy };
  } finally {
    agent.destroy();
  }
}
