// Starts a gateway with sample data and serves the desk in front of it. Ctrl-C stops both.
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { startGateway, stopGateway } from './gateway.mjs';
import { serveDesk } from './serve.mjs';

const DEFAULT_PORT = 4300;
const DEFAULT_GATEWAY_PORT = 4301;

const port = await freePort(Number(process.env['DESK_PORT'] ?? DEFAULT_PORT));
const gatewayPort = await freePort(Number(process.env['GATEWAY_PORT'] ?? DEFAULT_GATEWAY_PORT));
const dataDir = process.env['DATA_DIR'] ?? fileURLToPath(new URL('../data', import.meta.url));

console.log('The gateway is starting. The first start takes some seconds.');
const gateway = await startGateway({
  LOG_LEVEL: 'warn',
  ...process.env,
  HOST: '127.0.0.1',
  PORT: String(gatewayPort),
  DATA_DIR: dataDir,
});
const desk = await serveDesk({ port, gatewayPort });
console.log(
  `\nThe refund desk is at http://127.0.0.1:${port}\nSandbox: no money moves. Ctrl-C stops the desk and its gateway.`,
);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await desk.close();
  await stopGateway(gateway);
  process.exit(0);
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
gateway.on('exit', stop);
