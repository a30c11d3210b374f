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

/** An answer, and what the process did for it. */
export interface Measured extends Summary {
  /** How long the main thread was busy. */
  readonly busyMs: number;
  /** How much larger the heap was when the answer came. */
  readonly heapMb: number;
}

interface ReadError {
  readonly extensions?: { readonly code?: string; readonly limit?: string };
}

/** Reads an answer. One without a body, such as a refused stream, counts as coded by its status. */
export function summaryOf({
  statusCode,
  body,
}: {
  readonly statusCode: number;
  readonly body: string;
}): Summary {
  const { errors = [] } = (body === '' ? {} : JSON.parse(body)) as { readonly errors?: readonly ReadError[] };
  const codes = errors.map(({ extensions }) => extensions?.limit ?? extensions?.code);
  const known = codes.filter((code) => code !== undefined);
  return {
    status: statusCode,
    bytes: Buffer.byteLength(body),
    codes: [...new Set(known)],
    isCoded: known.length === codes.length,
  };
}

/** Whether a request was refused because of a limit. */
export const isBeyondLimit = ({ codes }: Summary): boolean =>
  codes.some((code) => code.startsWith('MAX_') || code === 'LIMIT_EXCEEDED');
