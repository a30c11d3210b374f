import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const START_LIMIT_MS = 280_000;
const PROBE_INTERVAL_MS = 150;

/**
 * Starts a gateway process, and waits until it answers.
 * @param {Record<string, string>} settings what it gets in its environment
 * @param {(gateway: import('node:child_process').ChildProcess) => void} [onProcess] gets the process before it answers
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function startGateway(settings, onProcess) {
  const gateway = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit'],
    // Ctrl-C of a terminal reaches every process of the group; this one is stopped by who started it.
    detached: true,
  });
  onProcess?.(gateway);
  const deadline = Date.now() + START_LIMIT_MS;
  while (gateway.exitCode === null && gateway.signalCode === null && Date.now() < deadline) {
    if (await isReady(Number(settings['PORT']))) return gateway;
    await wait(PROBE_INTERVAL_MS);
  }
  await stopGateway(gateway);
  throw new Error('The gateway did not start. Its messages are above.');
}

/**
 * Stops a gateway, and waits until it has ended.
 * @param {import('node:child_process').ChildProcess} gateway
 * @param {NodeJS.Signals} [signal]
 */
export async function stopGateway(gateway, signal = 'SIGTERM') {
  if (gateway.exitCode !== null || gateway.signalCode !== null) return;
  gateway.kill(signal);
  await once(gateway, 'exit');
}

/** @param {number} port */
const isReady = (port) =>
  fetch(`http://127.0.0.1:${port}/ready`).then(
    (response) => response.ok,
    () => false,
  );
