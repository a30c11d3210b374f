import { startPostgresqlCluster } from '../../../test/support/databases/postgresql-cluster.js';
import { atEnd } from '../at-end.js';
import type { Bench } from '../court.js';
import type { RunRequest } from './messages.js';
import { startRunner } from './start-runner.js';
import { dropCopies, openTemplate, type Template } from './template.js';

/** The server ends with the run, so it needs no durability. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};
/** Longer than any test file takes. */
const WARM_UP_MS = 10 * 60_000;

/**
 * Starts a PostgreSQL server and a process for tests. A mutant that stops tests leaves databases behind there only.
 *
 * @param onRun is told of each request before it runs
 */
export async function openBench(directory: string, onRun: (request: RunRequest) => void): Promise<Bench> {
  const cluster = await startPostgresqlCluster(SETTINGS);
  const server = cluster.url('postgres');
  const runner = startRunner(directory, server, onRun);
  atEnd(async () => {
    await runner.stop();
    await cluster.remove();
  });
  let open: { readonly pid: number; readonly template: Template } | undefined;
  return {
    runner,
    async template(test) {
      await dropCopies(server);
      if (open === undefined || open.pid !== runner.pid) {
        // The first test of a process creates its template.
        await runner.run({ files: [test] }, WARM_UP_MS);
        if (runner.pid === undefined) throw new Error(`${test.file} takes too long`);
        open = { pid: runner.pid, template: await openTemplate(server) };
      }
      return open.template;
    },
  };
}
