import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../scripts/free-port.mjs';
import { startGateway, stopGateway } from '../../scripts/gateway.mjs';

/** Builds the desk, and fills one ledger with sample data. Each test file works on a copy of it. */
export default async function prepare(project: TestProject) {
  const desk = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: desk, stdio: 'ignore' });
  const ledger = join(await mkdtemp(join(tmpdir(), 'desk-ledger-')), 'data');
  const gateway = await startGateway({
    PORT: String(await freePort(0)),
    DATA_DIR: ledger,
    LOG_LEVEL: 'error',
  });
  await stopGateway(gateway);
  project.provide('ledger', ledger);
  return () => rm(join(ledger, '..'), { recursive: true, force: true });
}

declare module 'vitest' {
  export interface ProvidedContext {
    ledger: string;
  }
}
