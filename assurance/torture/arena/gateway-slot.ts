import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../test/support/processes/free-port.js';
import { built, type RunningProcess, spawnProcess } from '../../../test/support/processes/spawn-process.js';
import type { RunCallers } from './callers.js';
import type { LedgerServer } from './ledger-server.js';
import { TcpProxy } from './tcp-proxy.js';

/** Node.js loads the gateway in one second, or in many on busy cores. */
const START_TIMEOUT_MS = 120_000;
const LOOK_INTERVAL_MS = 25;
/** The part of the gateway's log that is printed with a violation. */
const LOG_LINES = 10;
const LOG_WIDTH = 400;

/** The settings of each gateway. The sandbox answers fast, so that refunds change status during the run. */
const SETTINGS = {
  LOG_LEVEL: 'error',
  NODE_ENV: 'production',
  PROCESSOR: 'sandbox',
  SANDBOX_DELAY_MS: '200',
  SANDBOX_ACTION_EXPIRES_MS: '3000',
};

/** The slot of one gateway process. The port stays the same when the process is replaced. */
export class GatewaySlot {
  #process: RunningProcess | undefined;
  #output = () => '';
  /** Called when the gateway exits by itself. */
  onCrash: (how: string) => void = () => {};

  private constructor(
    /** 1 or 2. */
    readonly number: number,
    readonly port: number,
    readonly proxy: TcpProxy,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly nodeArguments: readonly string[],
  ) {}

  /** Opens a slot with a proxy to the database and a gateway that serves requests. */
  static async open(
    number: number,
    { target, urlThrough }: Pick<LedgerServer, 'target' | 'urlThrough'>,
    { settings }: Pick<RunCallers, 'settings'>,
    nodeArguments: readonly string[],
  ) {
    const proxy = await TcpProxy.start(target);
    const own = { ...SETTINGS, ...settings, DATABASE_URL: urlThrough(proxy.port) };
    const slot = new GatewaySlot(number, await freePort(), proxy, own, nodeArguments);
    await slot.start();
    return slot;
  }

  /** @throws if the gateway does not serve in time */
  async start(): Promise<void> {
    const running = spawnProcess([process.execPath, ...this.nodeArguments, built('src/main.js')], {
      ...this.settings,
      PORT: String(this.port),
    });
    this.#process = running;
    this.#output = () => running.stdout() + running.stderr();
    void running.ended.then((how) => {
      if (this.#process === running) this.onCrash(`${how}\n${this.log()}`);
    });
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await this.#isReady())) {
      if (performance.now() > deadline || running.child.exitCode !== null)
        throw new Error(`Gateway ${this.number} does not start:\n${this.log()}`);
      await sleep(LOOK_INTERVAL_MS);
    }
  }

  /** Sends the signal, waits for the exit, and returns the exit code or the signal. */
  async end(signal: NodeJS.Signals): Promise<number | string | undefined> {
    const running = this.#process;
    // The exit is requested, so it is no crash.
    this.#process = undefined;
    running?.child.kill(signal);
    return running?.ended;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.child.kill(signal);
  }

  /** The last log lines of the current process, or of the previous one if none is running. */
  log(): string {
    const lines = this.#output().trimEnd().split('\n').slice(-LOG_LINES);
    return lines.map((line) => line.slice(0, LOG_WIDTH)).join('\n');
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.proxy.close();
  }

  async #isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
