import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createServer } from '../../../src/http/server.js';
import { createLogger } from '../../../src/process/logger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../../test/support/gateways/test-clock.js';
import { testSandbox } from '../../../test/support/gateways/test-sandbox.js';
import { insertRichRefunds } from '../../../test/support/rows/rich-refunds.js';
import { databases } from '../../model/databases.js';
import { sendTo } from '../../soak/soak.js';
import { type Measured, type Measurement, summaryOf } from './measured.js';

// A gateway in a process of its own, which its parent can end when it hangs. It measures each request that it is sent.

/** Work that goes on after the answer begins within this time. */
const REST_MS = 5;
const BYTES_IN_MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const tell = (message: unknown) => process.send?.(message);

await databases.embedded(async (database) => {
  const ids = Object.values(await insertRichRefunds(database, 6)).flat();
  const server = createServer({
    database,
    groups: new RefundGroups(database),
    clock: new TestClock(),
    processor: testSandbox,
    production: false,
    logger: createLogger('silent'),
  });
  const send = sendTo(server);
  const measure = async ({ body, isExact }: Measurement): Promise<Measured> => {
    if (isExact) collectGarbage();
    const heapBefore = process.memoryUsage().heapUsed;
    const before = performance.eventLoopUtilization();
    const answer = await send(body);
    const heapMb = (process.memoryUsage().heapUsed - heapBefore) / BYTES_IN_MB;
    await wait(REST_MS);
    const { active } = performance.eventLoopUtilization(before);
    return { ...summaryOf(answer), busyMs: active, heapMb };
  };
  process.on('message', (measurement: Measurement) => void measure(measurement).then(tell));
  tell(ids);
  await new Promise((resolve) => process.once('disconnect', resolve));
});
