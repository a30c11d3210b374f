import { connect, createServer, type Server, type Socket } from 'node:net';
import { Link, type Point } from './proxy-link.js';

/** Where a proxy leads. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

interface Trap {
  readonly markers: readonly string[];
  readonly point: Point;
  readonly sprung: (link: Link) => void;
}

/**
 * The network between a gateway and its database, which does what networks do: delay, swallow, cut. A trap does it
 * at a named point: when a statement that holds a marker is about to be sent, or when its answer comes back.
 */
export class TcpProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #trap: Trap | undefined;
  /** How long each way takes, for what is sent from now. */
  delayMs = 0;
  #swallowing = false;

  private constructor(target: Target) {
    this.#server = createServer((near) => this.#join(near, connect(target.port, target.host)));
  }

  /** A proxy on a free port of loopback. */
  static async start(target: Target): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  get swallowing(): boolean {
    return this.#swallowing;
  }

  /** While it swallows nothing arrives, not even that the other side has gone; afterwards all of it does. */
  swallow(on: boolean): void {
    this.#swallowing = on;
    if (!on) for (const link of this.#links) link.release();
  }

  /** From now on nothing gets through the present connections, which stay open; new ones work. */
  lose(): number {
    for (const link of this.#links) link.freezeAt('before', () => {});
    return this.#links.size;
  }

  /** Ends all connections: how many that were. */
  cut(): number {
    const count = this.#links.size;
    for (const link of this.#links) link.cut();
    return count;
  }

  /**
   * The connection on which a statement with one of the markers is next held at `point`; null where none came in time,
   * or before `stopped`.
   */
  async springAt(
    point: Point,
    markers: readonly string[],
    timeoutMs: number,
    stopped: AbortSignal,
  ): Promise<Link | null> {
    return new Promise((resolve) => {
      let over = false;
      const done = (link: Link | null) => {
        // What springs too late must not stay held for ever.
        if (over) return link?.cut();
        over = true;
        clearTimeout(timer);
        this.#trap = undefined;
        resolve(link);
      };
      const timer = setTimeout(() => done(null), timeoutMs);
      stopped.addEventListener('abort', () => done(null), { once: true });
      this.#trap = { markers, point, sprung: done };
    });
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, far: Socket): void {
    const link = new Link(near, far, this);
    this.#links.add(link);
    link.onStatement = (bytes) => {
      const trap = this.#trap;
      if (!trap?.markers.some((marker) => bytes.includes(marker))) return;
      this.#trap = undefined;
      link.freezeAt(trap.point, () => trap.sprung(link));
    };
    link.onClose = () => this.#links.delete(link);
  }
}
