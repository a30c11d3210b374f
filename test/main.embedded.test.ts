import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockDirectory } from '../src/database/embedded/directory-lock.js';
import { dataDirectories } from './support/databases/data-directory.js';
import { temporaryDirectory } from './support/databases/temporary-directory.js';
import { announced, ask } from './support/processes/gateway-process.js';
import { startGateway, startMain, startProcess } from './support/processes/processes.js';
import { program, type RunningProcess } from './support/processes/spawn-process.js';
import { insertCharge } from './support/rows/ledger-rows.js';
import { findProgram, requireTool } from './support/tools.js';

const CHARGE = 'ch_of_main';
const directories = dataDirectories((database) => insertCharge(database, { id: CHARGE }));

/** Returns a port that is in use during one test. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Expects that a process exits with code 1 and only a reason, by default on one line, and returns the reason. */
async function reasonOf(running: RunningProcess, lines = 1): Promise<string> {
  expect(await running.ended).toBe(1);
  expect(running.stderr()).toMatch(/^refund-gateway: .+ \[[A-Z_]+\]\n$/s);
  expect(running.stderr().trim().split('\n')).toHaveLength(lines);
  expect(running.stderr()).not.toMatch(/\n\s+at |node_modules|\.js:/);
  return running.stderr().trim();
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('the gateway serves at its printed address, and logs one JSON line per request without its query', async () => {
  const directory = directories.copy();
  const gateway = await startGateway({ DATA_DIR: directory });
  expect(gateway.url).toBe(`http://127.0.0.1:${gateway.port}`);
  expect(linesOf(gateway.stdout()).map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'No POLICY_FILE: callers have no limits'],
    [30, `Opening the embedded database in ${directory}`],
    [40, 'No authentication is configured: everybody who reaches this machine may do everything'],
    [30, 'Refunds are carried out by: sandbox, which moves no money'],
    [30, `Refund Gateway is at ${gateway.url}/graphql`],
  ]);
  expect(await ask(gateway, '{ __typename }')).toEqual({ __typename: 'Query' });
  const query = encodeURIComponent('query($id: ID!) { charge(id: $id) { id } }');
  const variables = encodeURIComponent('{"id":"ch_secret"}');
  const headers = { 'x-request-id': 'asked-1', 'x-requested-with': 'test', authorization: 'secret' };
  await (await fetch(`${gateway.url}/graphql?query=${query}&variables=${variables}`, { headers })).text();
  await gateway.seen(/asked-1.*\n/);

  const requests = linesOf(gateway.stdout()).filter(({ reqId }) => reqId !== undefined);
  expect(requests).toMatchObject([
    { reqId: expect.stringMatching(/^[\w-]{36}$/), msg: 'POST /graphql 200', level: 30 },
    { reqId: 'asked-1', msg: 'GET /graphql 200', res: { statusCode: 200 } },
  ]);
  expect(gateway.stdout()).not.toContain('secret');
  expect(gateway.stderr()).toBe('');
});

const NO_TERMINAL =
  'The program `script` of util-linux was not found, which gives a process a terminal. Install it on Linux (apt-get install bsdutils), and run: npx vitest run --project embedded test/main.embedded.test.ts';

test('the log is human-readable on a terminal', { tags: ['long'] }, async ({ skip }) => {
  const script = process.platform === 'linux' ? findProgram('script') : null;
  const terminal = requireTool(script, NO_TERMINAL, skip);
  const settings = { DATABASE_URL: 'postgresql://127.0.0.1:1/nothing-listens-there' };
  const command = program('src/main.js')
    .map((word) => `'${word}'`)
    .join(' ');
  const gateway = startProcess([terminal, '-qec', command, '/dev/null'], settings);
  await gateway.seen(/Opening the PostgreSQL database/);
  expect(gateway.stdout()).toMatch(/\d\d:\d\d:\d\d.*INFO/);
  expect(gateway.stdout()).not.toContain('{"');
});

describe('the gateway exits with code 1 and prints one clear reason', () => {
  test('for invalid settings, before anything is opened', { tags: ['long'] }, async () => {
    const directory = path.join(temporaryDirectory(), 'data');
    const reason = await reasonOf(startMain({ PORT: 'x', HOST: '*', DATA_DIR: directory }), 4);
    expect(reason).toMatch(/\n {2}PORT must be .*\n {2}HOST must be .*\n.*\[CONFIG_INVALID\]$/);
    expect(readdirSync(path.dirname(directory))).toEqual([]);
  });

  test('in production without a processor, before anything is opened', { tags: ['long'] }, async () => {
    const directory = path.join(temporaryDirectory(), 'data');
    const reason = await reasonOf(startMain({ NODE_ENV: 'production', DATA_DIR: directory }));
    expect(reason).toBe(
      'refund-gateway: NODE_ENV is production, so PROCESSOR must say what carries refunds out. PROCESSOR=sandbox moves no money: it only simulates the outcome. No other processor is built yet. [PROCESSOR_MISSING]',
    );
    expect(readdirSync(path.dirname(directory))).toEqual([]);
    const stripe = await reasonOf(startMain({ NODE_ENV: 'production', PROCESSOR: 'stripe' }), 3);
    expect(stripe).toMatch(/\n {2}PROCESSOR must be sandbox, .*stripe and wooshpay are not built yet\.\n/);
  });

  test('for an unreachable database, without printing the password', { tags: ['long'] }, async () => {
    const url = 'postgresql://refunds:hunter2@127.0.0.1:1/ledger';
    const running = startMain({ DATABASE_URL: url });
    expect(await reasonOf(running)).toMatch(
      /127\.0\.0\.1:1\/ledger cannot be reached.*\[DATABASE_UNREACHABLE\]$/,
    );
    expect(running.stdout() + running.stderr()).not.toContain('hunter2');
  });

  test('for a directory that is open in another process', { tags: ['long'] }, async () => {
    const directory = directories.copy();
    const lock = await lockDirectory(directory);
    onTestFinished(() => lock.release());
    const reason = await reasonOf(startMain({ DATA_DIR: directory }));
    expect(reason).toMatch(/Another process .* has the data directory .*\[DATA_DIR_IN_USE\]$/);
  });

  test('for a port that is in use, even if the log is silent, and frees the directory', {
    tags: ['long'],
  }, async () => {
    const directory = directories.copy();
    const port = await takenPort();
    const running = startMain({ DATA_DIR: directory, LOG_LEVEL: 'silent', PORT: String(port) });
    const reason = await reasonOf(running);
    expect(running.stdout()).toBe('');
    expect(reason).toBe(
      `refund-gateway: Port ${port} of 127.0.0.1 is in use. Stop the other program, or set PORT to another port. [PORT_IN_USE]`,
    );
    (await lockDirectory(directory)).release();
  });
});

test('npm start runs one process, a signal to npm reaches the gateway, and the next start finds the refund', {
  tags: ['long'],
}, async () => {
  const settings = { PORT: '0', SAMPLE_DATA: 'off', DATA_DIR: directories.copy() };
  const npm = await announced(startProcess(['npm', 'start', '--silent'], settings));
  const refund = `mutation { createRefund(input: { charge: "${CHARGE}", amount: 300 }) { __typename } }`;
  expect(await ask(npm, refund)).toEqual({ createRefund: { __typename: 'CreateRefundPayload' } });
  const processes = startProcess(['ps', '-eo', 'pid=,ppid=,args=']);
  await processes.ended;
  const all = processes
    .stdout()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const childrenOf = (parent: string | undefined) => all.filter(([, ppid]) => ppid === parent);
  const [gateway, ...others] = childrenOf(String(npm.child.pid));
  expect(others).toEqual([]);
  expect(gateway?.slice(2).join(' ')).toContain('dist/src/main.js');
  expect(childrenOf(gateway?.[0])).toEqual([]);
  npm.child.kill('SIGTERM');
  expect(await npm.ended).toBe(0);
  expect(npm.stdout()).toContain('Stopped');

  const next = await startGateway(settings);
  expect(await ask(next, `{ charge(id: "${CHARGE}") { amountRefunded } }`)).toEqual({
    charge: { amountRefunded: 300 },
  });
});
