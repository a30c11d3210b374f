import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measured, Measurement } from './measured.js';

const PROGRAM = fileURLToPath(new URL('./measured-gateway.ts', import.meta.url));
/** Nothing that a limit refuses takes as long, and no operation may run for longer. */
const HANG_MS = 20_000;

/** A request took the process down, or nothing came back. */
export class GatewayLost extends Error {
  override readonly name = 'GatewayLost';
}

/** A gateway in a child process, which is started again after it was lost. */
export class MeasuredGateway {
  #child: ChildProcess | null = null;
  /** The ids of its ledger. They are the same after a restart. */
  ids: readonly string[] = [];

  async start(): Promise<void> {
    this.#child = fork(PROGRAM, { stdio: 'inherit' });
    this.ids = await this.#message<readonly string[]>(this.#child);
  }

  /** @throws GatewayLost */
  async measure(measurement: Measurement): Promise<Measured> {
    if (!this.#child) await this.start();
    const child = this.#child as ChildProcess;
    child.send(measurement);
    try {
      return await this.#message<Measured>(child);
    } catch (error) {
      child.kill('SIGKILL');
      this.#child = null;
      throw error;
    }
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
  }

  async #message<T>(child: ChildProcess): Promise<T> {
    const abort = new AbortController();
    const { signal } = abort;
    const watchdog = setTimeout(() => abort.abort(), HANG_MS);
    try {
      const message = once(child, 'message', { signal }).then(([value]) => value as T);
      const exit = once(child, 'exit', { signal }).then(([code, its]) => {
        throw new GatewayLost(`the process ended with ${code ?? its}`);
      });
      return await Promise.race([message, exit]);
    } catch (error) {
      if (error instanceof GatewayLost) throw error;
      throw new GatewayLost(`no answer within ${HANG_MS / 1000} s`);
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }
}
