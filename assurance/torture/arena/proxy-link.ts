import type { Socket } from 'node:net';

/** Where a statement is held: before the statement is sent, or when its answer comes back. */
export type Point = 'before' | 'after';

interface Weather {
  readonly delayMs: number;
  readonly swallowing: boolean;
}

/** One connection through a proxy: two sockets, and the bytes in flight between them. */
export class Link {
  readonly #pipes: readonly Pipe[];
  #frozen = false;
  #freezeOnAnswer: (() => void) | undefined;
  onStatement: (bytes: Buffer) => void = () => {};
  onClose: () => void = () => {};

  constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    weather: Weather,
  ) {
    const there = new Pipe(far, weather);
    const back = new Pipe(near, weather);
    this.#pipes = [there, back];
    near.on('data', (bytes: Buffer) => {
      if (!this.#frozen) this.onStatement(bytes);
      if (!this.#frozen) there.send(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      if (this.#freezeOnAnswer) {
        this.#frozen = true;
        this.#freezeOnAnswer();
        this.#freezeOnAnswer = undefined;
      }
      if (!this.#frozen) back.send(bytes);
    });
    for (const [socket, pipe] of [
      [near, there],
      [far, back],
    ] as const)
      socket
        .setNoDelay()
        .on('error', () => {})
        .on('close', () => {
          pipe.end();
          this.onClose();
        });
  }

  /** After this point nothing gets through in either direction. */
  freezeAt(point: Point, frozen: () => void): void {
    if (point === 'after') {
      this.#freezeOnAnswer = frozen;
      return;
    }
    this.#frozen = true;
    frozen();
  }

  /** Forwards the bytes that were swallowed. */
  release(): void {
    for (const pipe of this.#pipes) pipe.pump();
  }

  cut(): void {
    this.near.resetAndDestroy();
    this.far.resetAndDestroy();
  }
}

/** One direction of a connection. Bytes arrive in order, each part when it is due. */
class Pipe {
  readonly #inFlight: { readonly bytes: Buffer | null; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly to: Socket,
    private readonly weather: Weather,
  ) {}

  send(bytes: Buffer): void {
    this.#add(bytes);
  }

  /** The other side has closed. This news is delayed like all bytes. */
  end(): void {
    this.#add(null);
  }

  #add(bytes: Buffer | null): void {
    this.#inFlight.push({ bytes, due: performance.now() + this.weather.delayMs });
    this.pump();
  }

  pump(): void {
    if (this.weather.swallowing || this.#timer) return;
    for (let next = this.#inFlight[0]; next; next = this.#inFlight[0]) {
      const wait = next.due - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.pump();
        }, wait);
        return;
      }
      this.#inFlight.shift();
      if (next.bytes) this.to.write(next.bytes);
      else this.to.destroy();
    }
  }
}
