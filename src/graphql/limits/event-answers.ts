import type { ExecutionResult } from 'graphql';
import pLimit from 'p-limit';
import { Turns } from '../../process/turns.js';

/**
 * As many as the pool has connections. More would hold their rows without being answered sooner, and what they read
 * could arrive in one turn of the event loop.
 */
export const MAX_EVENT_ANSWERS = 10;

/**
 * The id of an answer's event, with which its client can resume. A symbol stays out of the JSON, and goes along when an
 * answer is copied. An answer without data is a mark in the stream: it only tells where the client can resume.
 */
export const EVENT_ID = Symbol('the id of the event');

/** An answer to an event of a stream, or a mark. */
export interface EventAnswer extends ExecutionResult {
  readonly [EVENT_ID]?: string;
}

/** Where the events of a stream begin, as a client says it to begin there again. */
export interface FromStart {
  readonly startId: string;
}

/** Makes the answer to one event for one follower. */
export type EventAnswers = <T>(answer: () => Promise<T>) => Promise<T>;

/**
 * Spreads the answers to events. An event comes to hundreds of followers at once, and each may ask for a large answer.
 * Only some are made at once, in order, and one is handed over in each turn of the event loop, where it is written.
 */
export function spreadEventAnswers(): EventAnswers {
  const limit = pLimit(MAX_EVENT_ANSWERS);
  const turns = new Turns();
  return (answer) =>
    limit(async () => {
      const made = await answer();
      await turns.next();
      return made;
    });
}
