import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../src/sample-data/random.js';
import { checkAdvice, checkErrors, type SeenError } from '../checks/error-text.js';
import type { Answer } from '../history.js';
import { SHOP } from '../limits.js';
import type { World } from '../world.js';
import { keepAliveAgent, post, type Reply } from './http.js';

/** A client cuts its own socket this often: before the request is read, while it is served, or during the answer. */
const CUT_CHANCE = 0.02;
const CUT_WITHIN_MS = 60;
/** A killed gateway is back within seconds, even on busy cores. */
const NOBODY_LISTENS_MS = 45_000;
const KNOCK_INTERVAL_MS = 40;
/** The only error codes that a fault may explain (rules, section 10). */
const FAULT_CODES = ['OUTCOME_UNKNOWN', 'OVERLOADED'];
/** A gateway waits 5 s for a lock or a connection, however slow its machine. Then these codes need no fault. */
const GATEWAY_WAITS_MS = 5_000;

/** Whether an error is not OUTCOME_UNKNOWN and must therefore mean that nothing was done. */
export const isDenial = (answer: Answer): boolean =>
  answer.kind === 'error' && answer.code !== 'OUTCOME_UNKNOWN';

export interface Question {
  readonly name: string;
  readonly document: string;
  readonly variables: object;
  /** The charges, refunds and keys that the request is about. */
  readonly subjects: readonly string[];
  /** The caller in whose name to ask. The shop's if omitted. */
  readonly as?: string | undefined;
  /** The process to ask. Any process if omitted. */
  readonly process?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One client. It asks the gateways as callers do, and records its requests and their answers. */
export class Caller {
  readonly #agent: Agent = keepAliveAgent();
  #names = 0;

  constructor(
    readonly world: World,
    readonly name: string,
    readonly random: Random,
  ) {}

  /** Ends the client's connections. */
  close(): void {
    this.#agent.destroy();
  }

  /** Returns a name that is unique in the run. */
  newName(prefix: string): string {
    return `${prefix}-${this.world.seed}-${this.name}-${++this.#names}`;
  }

  /** Sends one request. The answer must keep I12, and must not be an error unless a fault excuses it. */
  async ask(question: Question): Promise<Answer> {
    const { world, random } = this;
    const { as = SHOP } = question;
    const headers = { ...question.headers, ...(await world.callers.headersOf(as)) };
    const body = JSON.stringify({ query: question.document, variables: question.variables });
    const cutAfterMs =
      world.cutsSockets && random.happens(CUT_CHANCE) ? random.between(0, CUT_WITHIN_MS) : null;
    let process = question.process ?? random.between(1, world.gateways.length);
    const deadline = performance.now() + world.slowness * NOBODY_LISTENS_MS;
    for (;;) {
      const from = world.history.now();
      const reply = await post(this.#agent, world.portOf(process), body, cutAfterMs, headers);
      // No gateway got the request.
      if ('lost' in reply && reply.lost === 'ECONNREFUSED' && performance.now() < deadline) {
        await sleep(KNOCK_INTERVAL_MS);
        if (question.process === undefined) process = world.other(process);
        continue;
      }
      if ('lost' in reply && reply.lost === 'cut') world.faults.count('client socket cut');
      return this.#keep(question, process, from, reply);
    }
  }

  #keep({ name, subjects, variables, as }: Question, process: number, from: number, reply: Reply): Answer {
    const { history, faults } = this.world;
    const { answer, errors, requestId, ...head } = read(reply);
    const until = history.now();
    const client = as === undefined ? this.name : `${this.name} as ${as}`;
    history.add({ name, client, process, from, until, subjects, input: variables, answer });
    this.world.check(
      'errors',
      [...checkErrors(errors, requestId), ...checkAdvice(errors, head, name === 'create')].map((found) => ({
        ...found,
        subjects,
      })),
    );
    if (answer.kind === 'error') {
      const tooSlow = this.world.slowness > 1 && until - from >= GATEWAY_WAITS_MS;
      const excused = FAULT_CODES.includes(answer.code) && (tooSlow || faults.excuse(process, from, until));
      const what = `Unexpected error: ${answer.text}`;
      this.world.check('unexpected', excused ? [] : [{ promise: 'I5', what, subjects }]);
    }
    return answer;
  }
}

function read(reply: Reply): {
  readonly answer: Answer;
  readonly errors: readonly SeenError[];
  readonly requestId?: string | undefined;
  readonly status?: number;
  readonly retryAfter?: string | undefined;
} {
  if ('lost' in reply) return { answer: { kind: 'lost', why: reply.lost }, errors: [] };
  const { body, ...head } = reply;
  let parsed: { data?: unknown; errors?: readonly SeenError[] };
  try {
    parsed = JSON.parse(body);
  } catch {
    return {
      answer: { kind: 'error', code: 'NO_JSON', text: body },
      errors: [{ message: body }],
      ...head,
    };
  }
  const { data, errors = [] } = parsed;
  const [error] = errors;
  if (!error) return { answer: { kind: 'data', data }, errors, ...head };
  const { code, idempotencyKey } = error.extensions ?? {};
  return {
    answer: {
      kind: 'error',
      code: String(code),
      text: JSON.stringify(error),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    },
    errors,
    ...head,
  };
}
