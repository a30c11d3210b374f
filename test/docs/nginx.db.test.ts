import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { createRefund } from '../../src/refunds/create/create-refund.js';
import { openStream } from '../support/clients/event-stream.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { listeningGateway } from '../support/gateways/listening-gateway.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';
import { freePort } from '../support/processes/free-port.js';
import { startProcess } from '../support/processes/processes.js';
import { insertCharge } from '../support/rows/ledger-rows.js';
import { findProgram, requireTool } from '../support/tools.js';

const { gateway, url } = listeningGateway();

const MISSING =
  'No nginx was found. Install it (apt-get install nginx), and run: npx vitest run --project postgresql test/docs/nginx.db.test.ts';

/** Starts nginx with the part of a configuration that goes into `http`. Returns the address of `/graphql`. */
async function startNginx(program: string, servers: (port: number) => string): Promise<string> {
  const directory = temporaryDirectory();
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${directory}/${name};`,
  );
  const config = `daemon off; master_process off; pid ${directory}/pid; error_log stderr;
    events {} http { access_log off; ${temporary.join(' ')} ${servers(port)} }`;
  await mkdir(path.join(directory, 'logs'));
  await writeFile(path.join(directory, 'nginx.conf'), config);
  const nginx = startProcess([program, '-p', directory, '-c', path.join(directory, 'nginx.conf')]);
  const address = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(`${address}/health`).then(
        ({ status }) => status,
        () => nginx.stderr(),
      ),
    )
    .toBe(200);
  return `${address}/graphql`;
}

const example = async (port: number): Promise<string> => {
  const text = await readFile(path.join(packageRoot, 'docs/proxies/nginx.conf'), 'utf8');
  const changed = text
    .replace('127.0.0.1:4000', new URL(url()).host)
    .replace('listen 8080', `listen 127.0.0.1:${port}`);
  // Otherwise the example would listen elsewhere, or ask a gateway that does not exist.
  expect(changed).not.toMatch(/:4000|8080/);
  return changed;
};

test('events arrive at once behind nginx, with the example of docs/ and with its settings as they are installed', {
  tags: ['long'],
}, async ({ skip }) => {
  const program = requireTool(findProgram('nginx'), MISSING, skip);
  const text = await example(1);
  const stock = (port: number) =>
    `server { listen 127.0.0.1:${port}; location / { proxy_pass http://${new URL(url()).host}; } }`;
  for (const servers of [(port: number) => text.replace('127.0.0.1:1;', `127.0.0.1:${port};`), stock]) {
    const proxy = await startNginx(program, servers);
    const charge = await insertCharge(gateway.database);
    const stream = await openStream(
      proxy,
      `subscription { refundEvents(filter: { charge: "${charge.id}" }) { refund { amount } } }`,
    );
    const { groups, clock } = gateway;
    await createRefund(
      { groups, clock, processor: testSandbox, actor: null },
      { charge: charge.id, amount: 7n },
    );
    expect(await stream.take(1)).toEqual([{ data: { refundEvents: { refund: { amount: 7 } } } }]);
    expect(stream.headers.get('cache-control')).toBe('no-store');
    stream.cut();
  }
});
