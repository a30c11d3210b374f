import { connect, createServer, type Server, type Socket } from 'node:net';
import { Link, type Point } from './proxy-link.js';

/** The address that a proxy forwards to. */
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
 * The network between a gateway and its database. It can delay, swallow and cut. A trap acts at a named point: when a
 * statement with a marker is about to be sent, or when the answer comes back.
 */
export class TcpProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #trap: Trap | undefined;
  /** The delay of each direction, for bytes that are sent from now on. */
  delayMs = 0;
  #swallowing = false;

  private constructor(target: Target) {
    this.#server = createServer((near) => this.#join(near, connect(target.port, target.host)));
  }

  /** Starts a proxy on a free loopback port. */
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

  /** While the proxy swallows, nothing arrives, not even the close of the other side. Afterwards everything arrives. */
  swallow(on: boolean): void {
    this.#swallowing = on;
    if (!on) for (const link of this.#links) link.release();
  }

  /** From now on nothing gets through the current connections, which stay open. New connections work. */
  lose(): number {
    for (const link of this.#links) link.freezeAt('before', () => {});
    return this.#links.size;
  }

  /** Ends all connections and returns their number. */
  cut(): number {
    const count = this.#links.size;
    for (const link of this.#links) link.cut();
    return count;
  }

  /**
   * Holds the next statement with one of the markers at `point`, and returns its connection. Returns null if no such
   * statement came in time or before `stopped`.
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
        // A connection that is caught too late must not stay held forever.
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
