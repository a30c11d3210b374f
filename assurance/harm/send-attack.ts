import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Attack } from './attacks.js';

/** What came of an attack. */
export interface Outcome {
  readonly status: number;
  readonly bytes: number;
  /** The limit that the answer names, or else its code; null for an answer without errors. */
  readonly refusedBy: string | null;
  readonly answerMs: number;
  /** How long the slowest of the probes took that were sent until the attack was answered. */
  readonly slowestProbeMs: number;
  /** Whether every probe was answered 200. */
  readonly healthy: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends an attack to a gateway and asks for its health until the attack is answered. */
export async function sendAttack(url: string, attack: Attack): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true });
  try {
    // The connection of the probes is open before the attack begins.
    let healthy = (await get(url, agent)).status === 200;
    let slowestProbeMs = 0;
    let answered = false;
    const startMs = performance.now();
    let answerMs = 0;
    const answer = post(url, attack).finally(() => {
      answered = true;
      answerMs = performance.now() - startMs;
    });
    do {
      const probeMs = performance.now();
      healthy &&= (await get(url, agent)).status === 200;
      slowestProbeMs = Math.max(slowestProbeMs, performance.now() - probeMs);
      await nextTurn();
    } while (!answered);
    const { status, body } = await answer;
    return { status, bytes: body.length, refusedBy: refusalOf(body), answerMs, slowestProbeMs, healthy };
  } finally {
    agent.destroy();
  }
}

const get = (url: string, agent: Agent): Promise<Answer> =>
  answerTo(request(`${url}/health`, { agent }).end());

const post = (url: string, { query, variables = '{}', headers = {} }: Attack): Promise<Answer> =>
  answerTo(
    request(`${url}/graphql`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', ...headers },
    }).end(`{"query":${JSON.stringify(query)},"variables":${variables}}`),
  );

async function answerTo(sent: ReturnType<typeof request>): Promise<Answer> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

function refusalOf(body: string): string | null {
  const { errors } = JSON.parse(body);
  return errors ? (errors[0].extensions.limit ?? errors[0].extensions.code) : null;
}
