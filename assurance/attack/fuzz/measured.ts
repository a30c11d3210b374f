import { request } from 'node:http';
import { answerTo, type HttpAnswer } from '../http-answer.js';

/** What an answer says, in short. */
export interface Summary {
  readonly status: number;
  readonly bytes: number;
  /** The limits of its errors, or else their codes, each once. Empty for an answer without errors. */
  readonly codes: readonly string[];
  /** Whether every error has a code. */
  readonly isCoded: boolean;
}

/** What to measure. */
export interface Measurement {
  readonly body: string;
  /** Whether to collect garbage first. It takes longer than most requests. */
  readonly isExact: boolean;
}

/** The first message of a measured gateway. */
export interface Announced {
  readonly ids: readonly string[];
  readonly port: number;
}

/** Asks a measured gateway for a reading. */
export interface ReadingRequest {
  readonly collect: boolean;
}

/** The processor time that a process has used so far, in all of its threads, and the size of its heap. */
export interface Reading {
  readonly cpuMs: number;
  readonly heapMb: number;
}

/** An answer, and what the process did for it. */
export interface Measured extends Summary {
  /** The processor time of all of its threads. */
  readonly cpuMs: number;
  /** How much larger the heap was when the answer came. */
  readonly heapMb: number;
}

interface ReadError {
  readonly extensions?: { readonly code?: string; readonly limit?: string };
}

/** Reads an answer. One without a body, such as a refused stream, counts as coded by its status. */
export function summaryOf({ status, body }: HttpAnswer): Summary {
  const { errors = [] } = (body === '' ? {} : JSON.parse(body)) as { readonly errors?: readonly ReadError[] };
  const codes = errors.map(({ extensions }) => extensions?.limit ?? extensions?.code);
  const known = codes.filter((code) => code !== undefined);
  return {
    status,
    bytes: Buffer.byteLength(body),
    codes: [...new Set(known)],
    isCoded: known.length === codes.length,
  };
}

/** Whether a request was refused because of a limit. */
export const isBeyondLimit = ({ codes }: Summary): boolean =>
  codes.some((code) => code.startsWith('MAX_') || code === 'LIMIT_EXCEEDED');

/** Sends a body to a gateway. */
export const post = (port: number, body: string, signal?: AbortSignal): Promise<HttpAnswer> =>
  answerTo(
    request({
      port,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(signal && { signal }),
    }).end(body),
  );
