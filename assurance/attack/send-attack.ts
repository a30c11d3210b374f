import { request } from 'node:http';
import type { Attack } from './attack.js';
import { type EnoughProbes, probed } from './health-probes.js';
import { answerTo, type HttpAnswer } from './http-answer.js';

/** How a request reaches the gateway: the fast path reads JSON by POST, and Yoga everything else. */
export const WAYS = ['post', 'stream', 'get'] as const;
export type Way = (typeof WAYS)[number];

/** What came of an attack. */
export interface Outcome {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly bytes: number;
  /** The limit that the answer names, or else its code; null for an answer without errors. */
  readonly refusedBy: string | null;
  readonly errors: number;
  /** Whether an error says by how much the request exceeds its limit. */
  readonly tellsNumbers: boolean;
  readonly answerMs: number;
  readonly slowestProbeMs: number;
  readonly healthy: boolean;
}

/** Node.js reads no larger heads. The rest is for the other headers. */
const MAX_URL_CHARACTERS = 15_000;
/** Longer than the gateway lets any operation run. A stream without an event would be open for ever. */
const MAX_ANSWER_MS = 20_000;

/** The gateway closed the connection, or gave no answer in time. */
const NO_ANSWER: HttpAnswer = { status: 0, body: '' };

/** The ways by which a request can be sent. A mutation must not be sent by GET, nor can a large request. */
export const waysOf = (attack: Attack): readonly Way[] =>
  WAYS.filter(
    (way) =>
      way !== 'get' ||
      (!attack.query.startsWith('mutation') && targetOf(attack).length <= MAX_URL_CHARACTERS),
  );

/** Sends an attack to a gateway, and asks for its health until the attack is answered, and then until it is enough. */
export async function sendAttack(
  url: string,
  attack: Attack,
  way: Way,
  isEnough: EnoughProbes,
): Promise<Outcome> {
  const { result, workMs, ...health } = await probed(url, isEnough, () =>
    send(url, attack, way).catch(() => NO_ANSWER),
  );
  return {
    status: result.status,
    bytes: result.body.length,
    answerMs: workMs,
    ...health,
    ...refusalOf(result),
  };
}

function send(url: string, attack: Attack, way: Way): Promise<HttpAnswer> {
  const { query, variables = '{}', headers = {} } = attack;
  // Yoga streams the answer to any operation.
  const accept = way === 'post' ? 'application/json' : 'text/event-stream, application/json;q=0.9';
  const options = { agent: false, signal: AbortSignal.timeout(MAX_ANSWER_MS) };
  if (way === 'get')
    return answerTo(
      request(`${url}${targetOf(attack)}`, { ...options, headers: { accept, ...headers } }).end(),
    );
  return answerTo(
    request(`${url}/graphql`, {
      ...options,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
    }).end(`{"query":${JSON.stringify(query)},"variables":${variables}}`),
  );
}

const targetOf = ({ query, variables = '{}' }: Attack): string =>
  `/graphql?${new URLSearchParams({ query, variables })}`;

interface ReadError {
  readonly extensions: { readonly code: string; readonly limit?: string; readonly count?: number };
}

function refusalOf({ status, body }: HttpAnswer): Pick<Outcome, 'refusedBy' | 'errors' | 'tellsNumbers'> {
  if (!body.startsWith('{')) return { refusedBy: `status ${status}`, errors: 0, tellsNumbers: false };
  const { errors = [] } = JSON.parse(body) as { readonly errors?: readonly ReadError[] };
  const [first] = errors;
  return {
    refusedBy: first ? (first.extensions.limit ?? first.extensions.code) : null,
    errors: errors.length,
    tellsNumbers: errors.some(({ extensions }) => extensions.count !== undefined),
  };
}
