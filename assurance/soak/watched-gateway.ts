import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { cacheCounts } from '../../src/process/bounded-cache.js';
import { freePort } from '../../test/support/processes/free-port.js';
import { built } from '../../test/support/processes/spawn-process.js';
import { Finding } from '../program.js';
import { TOKEN_SETTINGS } from './tokens.js';

/** As in `npm start`. */
const FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const LOOK_INTERVAL_MS = 25;

const SETTINGS = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'warn',
  PROCESSOR: 'sandbox',
  // Refunds go through all their steps during the run.
  SANDBOX_DELAY_MS: '200',
  TRUSTED_PROXIES: 'loopback',
  ALLOWED_ORIGINS: 'https://desk.example',
  ...TOKEN_SETTINGS,
};

/** What the process says of itself, after a garbage collection that leaves no gaps in V8's heap. */
export interface ProcessSample {
  readonly heapMb: number;
  /** What V8 has taken from the system for the heap. */
  readonly committedMb: number;
  /** The resident memory that is not V8's heap: the program, its threads, and what native code allocates. */
  readonly nativeMb: number;
  /** The memory of buffers and the like outside the heap. */
  readonly externalMb: number;
  readonly rssMb: number;
  /** The resident memory before the collection, with the gaps: what an operator sees. It is shown and not judged. */
  readonly busyRssMb: number;
  /** The lag of the event loop since the last sample. */
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  /** Open sockets, timers and requests to the system. */
  readonly handles: number;
  /** The highest number of prepared statements of a connection. */
  readonly statements: number;
  readonly caches: ReturnType<typeof cacheCounts>;
}

/** A gateway in a process of its own, in production mode, as `npm start` runs it. */
export class WatchedGateway {
  /** Null once the process has ended. */
  readonly #ended: Promise<null>;

  private constructor(
    readonly port: number,
    /** The file with its output. */
    readonly log: string,
    readonly child: ChildProcess,
  ) {
    this.#ended = once(child, 'exit').then(() => null);
  }

  /** @throws Finding if it does not serve in time */
  static async start(databaseUrl: string): Promise<WatchedGateway> {
    const port = await freePort();
    const log = path.join(mkdtempSync(path.join(tmpdir(), 'refund-gateway-soak-')), 'log');
    const output = openSync(log, 'w');
    const watch = new URL('watch.mjs', import.meta.url).href;
    const child = spawn(process.execPath, [...FLAGS, '--import', watch, built('src/main.js')], {
      stdio: ['ignore', output, output, 'ipc'],
      env: { ...SETTINGS, DATABASE_URL: databaseUrl, PORT: String(port) },
    });
    // An aborted run must leave no gateway behind.
    process.once('exit', () => child.kill('SIGKILL'));
    const gateway = new WatchedGateway(port, log, child);
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await gateway.#isReady())) {
      if (child.exitCode !== null || performance.now() > deadline) {
        child.kill('SIGKILL');
        throw new Finding(`The gateway did not start; see ${log}`);
      }
      await sleep(LOOK_INTERVAL_MS);
    }
    return gateway;
  }

  /**
   * Collects the garbage and looks. This takes the gateway more than a second.
   *
   * @throws Finding if the process has ended
   */
  sample(): Promise<ProcessSample> {
    return this.#ask<ProcessSample>('sample');
  }

  /** @throws Finding if the process has ended */
  caches(): Promise<ProcessSample['caches']> {
    return this.#ask<ProcessSample['caches']>('caches');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.#ended;
    clearTimeout(late);
  }

  async #ask<Answer>(question: 'sample' | 'caches'): Promise<Answer> {
    const answered = once(this.child, 'message');
    if (this.child.exitCode === null) this.child.send(question);
    const [answer] = (await Promise.race([answered, this.#ended])) ?? [];
    if (!answer) throw new Finding(`The gateway ended; see ${this.log}`);
    return answer as Answer;
  }

  #isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
