import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { announced, spawnMain } from '../../test/support/processes/gateway-process.js';
import { Finding, runProgram, UsageError } from '../program.js';
import { compile, install, programNames, runAgainst } from './programs.js';

const USAGE = `npm run test:clients -- [--only NAME] [--port N]
Packs packages/client as it is published, installs it into the programs of examples/clients, compiles them, and runs each
against a gateway of the build with the sample shop. The first run installs the clients, which takes minutes.
  --only  one program, such as apollo
  --port  the gateway's port (default: any free one)`;

await runProgram(USAGE, ['only', 'port'], async ({ only, port = '0' }) => {
  const names = programNames().filter((name) => only === undefined || name === only);
  if (names.length === 0) throw new UsageError(`There is no program examples/clients/${only}`);
  const directory = await mkdtemp(path.join(tmpdir(), 'refund-gateway-clients-'));
  const running = spawnMain({
    PORT: port,
    DATA_DIR: path.join(directory, 'data'),
    SAMPLE_DATA: 'on',
    FEDERATION: 'on',
    LOG_LEVEL: 'info',
  });
  try {
    console.info('Installing and compiling the programs …');
    await install(directory);
    await compile();
    const { url } = await announced(running);
    const failures: string[] = [];
    const table: Record<string, { result: string; seconds: string }> = {};
    for (const name of names) {
      const start = performance.now();
      const failure = await runAgainst(name, `${url}/graphql`);
      if (failure !== null) failures.push(`== ${name}\n${failure}`);
      const seconds = ((performance.now() - start) / 1_000).toFixed(1);
      table[name] = { result: failure === null ? 'works' : 'FAILED', seconds };
    }
    console.table(table);
    if (failures.length > 0) throw new Finding(failures.join('\n'));
  } finally {
    running.child.kill('SIGTERM');
    await running.ended;
    rmSync(directory, { recursive: true, force: true });
  }
});
