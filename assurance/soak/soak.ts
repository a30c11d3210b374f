import type { RequestListener } from 'node:http';
import { inject } from 'light-my-request';
import { Finding } from '../program.js';
import { requestsOf } from './requests.js';

/** Sends a body to the API with a header Accept, and returns the status and the body of the answer. */
type Send = (
  body: string,
  accept?: string,
) => Promise<{ readonly statusCode: number; readonly body: string }>;

/** Sends requests to a server without a port. */
export const sendTo =
  (server: { emit(event: 'request', ...args: Parameters<RequestListener>): boolean }): Send =>
  (payload, accept = 'application/json') =>
    inject((req, res) => server.emit('request', req as never, res as never), {
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', accept },
      payload,
    });

/**
 * Sends the requests of so many turns, one after the other.
 *
 * @throws Finding if an answer says that the gateway failed
 */
export async function soak(send: Send, turns: number, afterTurn: (turn: number) => void): Promise<void> {
  for (let turn = 1; turn <= turns; turn++) {
    for (const request of requestsOf(turn)) {
      const { statusCode, body } = await send(JSON.stringify(request), `application/json, text/x-${turn}`);
      if (statusCode >= 500 || body.includes('INTERNAL_SERVER_ERROR'))
        throw new Finding(
          `Turn ${turn}: ${statusCode} ${body.slice(0, 500)}\n${request.query.slice(0, 500)}`,
        );
    }
    afterTurn(turn);
  }
}

/** The memory that the process needs after so many turns. */
export interface Reading {
  readonly turn: number;
  readonly heapMb: number;
}

/**
 * By how much the heap grew from the third quarter of a run to the last, on average. By then every cache is full, so it
 * is what is never freed. Single readings vary with what the caches hold.
 */
export function lastQuarterGrowthMb(readings: readonly Reading[]): number {
  const end = readings.at(-1)?.turn ?? 0;
  const averageOf = (from: number, to: number): number => {
    const heaps = readings.filter(({ turn }) => turn > end * from && turn <= end * to);
    return heaps.reduce((sum, { heapMb }) => sum + heapMb, 0) / heaps.length;
  };
  return averageOf(0.75, 1) - averageOf(0.5, 0.75);
}
