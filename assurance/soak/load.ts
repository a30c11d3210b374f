import { Finding } from '../program.js';
import { type KindName, kindOf, requestsOf } from './requests.js';
import type { SoakRequest, SoakTargets } from './soak-request.js';

/** An answer. Its status is 0 if the client hung up before. */
export interface SoakAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request and waits for its answer. */
export type Send = (request: SoakRequest) => Promise<SoakAnswer>;

/** How often each status was the answer, by kind of request. */
export type Tally = Partial<Record<KindName, Record<number, number>>>;

/** Sends the requests of ever new turns. */
export class Load {
  readonly tally: Tally = {};
  #turn = 0;

  /** @param atOnce how many requests are in flight */
  constructor(
    private readonly send: Send,
    private readonly targets: SoakTargets,
    private readonly atOnce: number,
  ) {}

  /**
   * Sends at least so many requests, and returns how many, when all are answered.
   *
   * @param kind the kind of all turns; without it, each kind has its turns, and a frontend asks in between
   * @throws Finding if an answer says that the gateway failed
   */
  async run(count: number, onAnswer: (sent: number) => void, kind?: KindName): Promise<number> {
    let sent = 0;
    const work = async () => {
      while (sent < count) {
        const turn = ++this.#turn;
        const name = kind ?? kindOf(turn);
        const waiting = [...(await requestsOf(turn, this.targets, name, kind !== undefined))];
        for (let request = waiting.shift(); request; request = waiting.shift()) {
          sent++;
          const answer = await this.send(request);
          checkAnswer(name, request, answer);
          this.#count(name, answer);
          waiting.push(...(request.next?.(answer.body) ?? []));
          onAnswer(sent);
        }
      }
    };
    await Promise.all(Array.from({ length: this.atOnce }, work));
    return sent;
  }

  #count(kind: KindName, { status }: SoakAnswer): void {
    this.tally[kind] ??= {};
    const counts = this.tally[kind];
    counts[status] = (counts[status] ?? 0) + 1;
  }
}

/** There is a limit of exports at once. */
const isBusy = (kind: KindName, { status, body }: SoakAnswer): boolean =>
  kind === 'export' && status === 503 && body.includes('OVERLOADED');

function checkAnswer(kind: KindName, request: SoakRequest, answer: SoakAnswer): void {
  const { status, body } = answer;
  if ((status < 500 && !body.includes('INTERNAL_SERVER_ERROR')) || isBusy(kind, answer)) return;
  throw new Finding(`${kind}: ${status} ${body.slice(0, 500)}\n${request.body?.slice(0, 500)}`);
}
