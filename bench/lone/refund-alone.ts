import { randomUUID } from 'node:crypto';
import type { RunningServer } from '../measure/server.js';
import { post } from '../realistic/post.js';
import type { Ask } from '../workloads.js';

/** So many refunds after the start of a server are cold. */
export const COLD = 50;

/** Creates refunds one after the other on one connection, and returns the microseconds of each. */
export async function refundAlone(
  { origin, dialect }: RunningServer,
  asks: readonly Ask[],
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const ask of asks.slice(0, count)) {
    const body = dialect.body({ ...ask, key: randomUUID() } as Ask);
    const started = performance.now();
    await post(origin + dialect.path(ask.workload), body);
    times.push((performance.now() - started) * 1000);
  }
  return times;
}
