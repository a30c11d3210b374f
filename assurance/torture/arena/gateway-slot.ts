import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../test/support/processes/free-port.js';
import { built, type RunningProcess, spawnProcess } from '../../../test/support/processes/spawn-process.js';
import type { LedgerServer } from './ledger-server.js';
import { TcpProxy } from './tcp-proxy.js';

/** Node.js loads the gateway in a second; busy cores take several. */
const START_TIMEOUT_MS = 30_000;
const LOOK_INTERVAL_MS = 25;
/** How much of the gateway's log is worth printing with a violation. */
const LOG_LINES = 10;
const LOG_WIDTH = 400;

/** What each gateway of a run is told: a network that answers fast, so that refunds move during the run. */
const SETTINGS = {
  LOG_LEVEL: 'error',
  NODE_ENV: 'production',
  SANDBOX_DELAY_MS: '200',
  SANDBOX_ACTION_EXPIRES_MS: '3000',
};

/** The place of one gateway process: its port stays while processes come and go. */
export class GatewaySlot {
  #process: RunningProcess | undefined;
  #output = () => '';
  /** The gateway ended although nobody made it. */
  onCrash: (how: string) => void = () => {};

  private constructor(
    /** 1 or 2. */
    readonly number: number,
    readonly port: number,
    readonly proxy: TcpProxy,
    private readonly databaseUrl: string,
    private readonly nodeArguments: readonly string[],
  ) {}

  /** A slot with its proxy to the database and a gateway that serves. */
  static async open(
    number: number,
    { target, urlThrough }: Pick<LedgerServer, 'target' | 'urlThrough'>,
    nodeArguments: readonly string[],
  ) {
    const proxy = await TcpProxy.start(target);
    const slot = new GatewaySlot(number, await freePort(), proxy, urlThrough(proxy.port), nodeArguments);
    await slot.start();
    return slot;
  }

  /** @throws where it does not serve in time */
  async start(): Promise<void> {
    const running = spawnProcess([process.execPath, ...this.nodeArguments, built('src/main.js')], {
      ...SETTINGS,
      PORT: String(this.port),
      DATABASE_URL: this.databaseUrl,
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

  /** Sends the signal and waits for the end: the exit code or the signal. */
  async end(signal: NodeJS.Signals): Promise<number | string | undefined> {
    const running = this.#process;
    // Made to end: no crash.
    this.#process = undefined;
    running?.child.kill(signal);
    return running?.ended;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.child.kill(signal);
  }

  /** The last lines that the present process wrote, or the last one. */
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
