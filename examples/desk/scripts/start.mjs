// Starts a gateway with sample data and serves the desk in front of it. Ctrl-C stops both.
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { startGateway, stopGateway } from './gateway.mjs';
import { serveDesk } from './serve.mjs';
import { createTeam, prepareTeam } from './team.mjs';

const DEFAULT_PORT = 4300;
const DEFAULT_GATEWAY_PORT = 4301;

const port = await freePort(Number(process.env['DESK_PORT'] ?? DEFAULT_PORT));
const gatewayPort = await freePort(Number(process.env['GATEWAY_PORT'] ?? DEFAULT_GATEWAY_PORT));
const team = process.argv.includes('--team') ? await prepareTeam() : null;

/** What is to be stopped, the last one first. Ctrl-C may come at any time, also during the start. */
/** @type {(() => Promise<unknown>)[]} */
const running = [];
if (team) running.push(team.remove);
let stopping = false;
async function stop(status = 0) {
  if (stopping) return;
  stopping = true;
  for (const end of running.reverse()) await end();
  process.exit(status);
}
process.on('SIGINT', () => stop());
process.on('SIGTERM', () => stop());

try {
  console.log('The gateway is starting. The first start takes some seconds.');
  const gateway = await startGateway(
    {
      LOG_LEVEL: 'warn',
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(gatewayPort),
      DATA_DIR: process.env['DATA_DIR'] ?? fileURLToPath(new URL('../data', import.meta.url)),
      ...team?.settings,
    },
    (started) => running.push(() => stopGateway(started)),
  );
  gateway.on('exit', () => stop(1));
  const keys = team && (await createTeam(`http://127.0.0.1:${gatewayPort}/graphql`));
  const desk = await serveDesk({ port, gatewayPort });
  running.push(() => desk.close());
  console.log(`\nThe refund desk is at http://127.0.0.1:${port}`);
  if (keys) {
    console.log(`Sign in with the key of the agent:      ${keys.agent}`);
    console.log(`or, in another tab, of the supervisor:  ${keys.supervisor}`);
    console.log('Refunds of the agent above 20.00 wait for the supervisor. This data ends with the run.');
  }
  console.log('Sandbox: no money moves. Ctrl-C stops the desk and its gateway.');
} catch (error) {
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
