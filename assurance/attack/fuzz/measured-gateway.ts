import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createServer } from '../../../src/http/server.js';
import { createLogger } from '../../../src/process/logger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../../test/support/gateways/test-clock.js';
import { testSandbox } from '../../../test/support/gateways/test-sandbox.js';
import { insertRichRefunds } from '../../../test/support/rows/rich-refunds.js';
import { databases } from '../../model/databases.js';
import type { Announced, Reading, ReadingRequest } from './measured.js';

// A gateway in a process of its own, which its parent can end when it hangs. It tells its parent what it has used.

/** A full page of them, because each row can multiply what a request costs. */
const REFUNDS = 100;
const BYTES_IN_MB = 1024 * 1024;
const MICROSECONDS_IN_MS = 1000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const tell = (message: Announced | Reading) => process.send?.(message);

await databases.embedded(async (database) => {
  const ids = Object.values(await insertRichRefunds(database, REFUNDS)).flat();
  const server = createServer({
    database,
    groups: new RefundGroups(database),
    clock: new TestClock(),
    processor: testSandbox,
    production: false,
    logger: createLogger('silent'),
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', ({ collect }: ReadingRequest) => {
    if (collect) collectGarbage();
    // Unlike the time by a clock, it does not depend on other programs.
    const { user, system } = process.cpuUsage();
    tell({
      cpuMs: (user + system) / MICROSECONDS_IN_MS,
      heapMb: process.memoryUsage().heapUsed / BYTES_IN_MB,
    });
  });
  tell({ ids, port: (server.address() as AddressInfo).port });
  await once(process, 'disconnect');
});
