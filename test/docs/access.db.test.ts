import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { startPostgresqlCluster } from '../support/databases/postgresql-cluster.js';
import { freePort } from '../support/processes/free-port.js';
import { startProcess } from '../support/processes/processes.js';
import { findProgram, requireTool } from '../support/tools.js';

const page = readFileSync(path.join(packageRoot, 'docs/access.md'), 'utf8');
const blocks = [...page.matchAll(/^```(sh)?\n(.*?)^```$/gms)].map(([, kind, text = '']) => ({
  isCommand: kind === 'sh',
  text,
}));
const MISSING =
  'psql or bash was not found. Install them (apt-get install postgresql-client bash), and run: npx vitest run --project postgresql test/docs/access.db.test.ts';

/** The commands of the page as one script for another server and another port. The gateway ends with the script. */
async function script(): Promise<string> {
  // The names of the page's roles belong to a whole server.
  const cluster = await startPostgresqlCluster({ fsync: 'off' });
  onTestFinished(() => cluster.remove());
  const commands = blocks.flatMap(({ isCommand, text }) => (isCommand ? [text] : [])).join('\n');
  const changed = commands
    .replace('SERVER=127.0.0.1:5432', `SERVER=127.0.0.1:${cluster.port}`)
    .replace('PORT=4010', `PORT=${await freePort()}`);
  return `set -euo pipefail\ntrap 'kill $(jobs -p)' EXIT\n${changed}`;
}

test.runIf(inject('template').kind === 'postgresql')(
  'every command of docs/access.md works, and prints what the page shows',
  { tags: ['long'] },
  async ({ skip }) => {
    requireTool(findProgram('psql') && findProgram('bash'), MISSING, skip);
    const running = startProcess(['bash', '-c', await script()]);
    const code = await running.ended;
    const printed = running.stdout();
    expect({ code, err: code === 0 ? '' : running.stderr(), printed: code === 0 ? '' : printed }).toEqual({
      code: 0,
      err: '',
      printed: '',
    });
    const shown = blocks.flatMap(({ isCommand, text }) => (isCommand ? [] : text.trim().split('\n')));
    expect(shown.length).toBeGreaterThan(8);
    let from = 0;
    for (const line of shown) {
      const at = printed.indexOf(line, from);
      expect(at, `${line}\nis missing in:\n${printed.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = at + line.length;
    }
  },
);
