import { announced } from '../../test/support/processes/gateway-process.js';
import { built, spawnProcess } from '../../test/support/processes/spawn-process.js';
import { inTemporaryDirectory } from '../crash/ledger.js';
import { Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { attackGateway, MAX_BLOCK_MS } from './attack-gateway.js';

/** The quickest of several tries counts, because other programs use the machine too. */
const DEFAULT_TRIES = 3;
const USAGE = `npm run attack -- [--database URL] [--tries N]
Sends requests that would hang, kill or bloat a gateway without limits, and asks for its health meanwhile. Each is sent
in development and in production, on the fast path, as a stream and by GET. Each must be refused by its limit, or
answered if it is just below, and none may block the process for more than ${MAX_BLOCK_MS} ms ("probe ms" in the table).
Nothing is written. Takes two minutes.
  --database the PostgreSQL ledger to read (default: the sample shop, embedded)
  --tries    how often a request is sent that blocks for longer (default ${DEFAULT_TRIES}); the quickest try counts`;

await runProgram(USAGE, ['database', 'tries'], async ({ database, tries }) => {
  const times = wholeNumber('tries', tries, DEFAULT_TRIES);
  if (times < 1) throw new UsageError('--tries must be at least 1');
  const faults: string[] = [];
  for (const mode of ['development', 'production'])
    await inTemporaryDirectory(async (directory) => {
      const ledger = database === undefined ? { DATA_DIR: directory } : { DATABASE_URL: database };
      // With the optimizing compiler, as `npm start` runs it.
      const running = spawnProcess([process.execPath, built('src/main.js')], {
        PORT: '0',
        NODE_ENV: mode,
        PROCESSOR: 'sandbox',
        ...ledger,
      });
      try {
        const found = await attackGateway(await announced(running), mode === 'production', times);
        faults.push(...found.map((fault) => `${mode}: ${fault}`));
      } finally {
        running.child.kill();
        await running.ended;
      }
    });
  if (faults.length > 0) throw new Finding(faults.join('\n'));
  console.info(
    `No request did harm: each was refused by its limit or answered as expected, and none blocked for ${MAX_BLOCK_MS} ms.`,
  );
});
