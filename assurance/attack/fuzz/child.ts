import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type Announced,
  type Measured,
  type Measurement,
  post,
  type Reading,
  summaryOf,
} from './measured.js';

const PROGRAM = fileURLToPath(new URL('./measured-gateway.ts', import.meta.url));
/** No operation may run for longer. */
const HANG_MS = 20_000;
/** Work that goes on after the answer begins within this time. */
const REST_MS = 5;

/** A request took the process down, or nothing came back. */
export class GatewayLost extends Error {
  override readonly name = 'GatewayLost';
}

interface Running extends Announced {
  readonly child: ChildProcess;
}

/** A gateway in a child process, which is started again after it was lost. */
export class MeasuredGateway {
  #running: Running | null = null;

  /** The ids of its ledger. They are the same after a restart. */
  async ids(): Promise<readonly string[]> {
    return (await this.#start()).ids;
  }

  /** @throws GatewayLost */
  async measure({ body, isExact }: Measurement): Promise<Measured> {
    const { child, port } = await this.#start();
    const signal = AbortSignal.timeout(HANG_MS);
    const reading = async (collect: boolean): Promise<Reading> => {
      const message = once(child, 'message', { signal });
      child.send({ collect });
      return (await message)[0];
    };
    try {
      const before = await reading(isExact);
      const answer = await post(port, body, signal);
      await wait(REST_MS);
      const after = await reading(false);
      return {
        ...summaryOf(answer),
        cpuMs: after.cpuMs - before.cpuMs,
        heapMb: after.heapMb - before.heapMb,
      };
    } catch (error) {
      const { exitCode, signalCode } = child;
      this.stop();
      const end = exitCode ?? signalCode;
      throw new GatewayLost(
        end === null ? `no answer within ${HANG_MS / 1000} s (${error})` : `the process ended with ${end}`,
      );
    }
  }

  stop(): void {
    this.#running?.child.kill('SIGKILL');
    this.#running = null;
  }

  async #start(): Promise<Running> {
    if (this.#running) return this.#running;
    const child = fork(PROGRAM, { stdio: 'inherit' });
    const [announced] = (await once(child, 'message')) as [Announced];
    this.#running = { ...announced, child };
    return this.#running;
  }
}
