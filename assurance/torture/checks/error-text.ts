import { unless, type Violation } from './violation.js';

/** One entry of `errors`, as a caller reads it. */
export interface SeenError {
  readonly message?: unknown;
  readonly extensions?: {
    readonly code?: unknown;
    readonly requestId?: unknown;
    readonly retryable?: unknown;
    readonly idempotencyKey?: string;
  };
}

/** Texts that reveal internals: SQL and its functions, stacks, paths, libraries, addresses. */
const INSIDE = [
  /\b(select|insert into|update|delete from|from)\s+["\w]+\s+(where|set|values|\()/i,
  /record_refund|idempotency_key_|_pkey|_fkey|SQLSTATE|relation "|duplicate key|deadlock|serializ/i,
  /\bat .+\.[cm]?[jt]s:\d+|node_modules|node:internal|\/(home|usr|work|tmp|src|dist)\//,
  /prisma|pothos|postgres|pglite|\bpg\b|yoga|ECONN|ETIMEDOUT|EPIPE|127\.0\.0\.1|localhost/i,
];

/** I12: an error reveals no internals, and has a stable code and the id of its request. */
export function checkErrors(errors: readonly SeenError[], requestId: string | undefined): Violation[] {
  return errors.flatMap((error) => {
    const text = JSON.stringify(error).replaceAll('\\"', '"');
    const { code, requestId: told } = error.extensions ?? {};
    return [
      ...unless(!INSIDE.some((inside) => inside.test(text)), 'I12', `Reveals internals: ${text}`, []),
      ...unless(
        typeof code === 'string' && /^[A-Z_]+$/.test(code),
        'I12',
        `An error without a stable code: ${text}`,
        [],
      ),
      ...unless(
        typeof told === 'string' && told === requestId,
        'I12',
        `An error without the id of its request, ${requestId}: ${text}`,
        [],
      ),
    ];
  });
}

/**
 * Section 10: a retryable error says so. If the outcome is unknown it carries a key, and if the whole request was
 * refused the response says when to retry. An error of one field does not set the status, because another field may
 * have succeeded.
 *
 * @param takesKey whether the request accepts a key
 */
export function checkAdvice(
  errors: readonly SeenError[],
  { status, retryAfter }: { readonly status?: number; readonly retryAfter?: string | undefined },
  takesKey: boolean,
): Violation[] {
  return errors.flatMap(({ extensions: { code, retryable, idempotencyKey } = {} }) => [
    ...unless(
      code !== 'OUTCOME_UNKNOWN' || (retryable === true && (!takesKey || typeof idempotencyKey === 'string')),
      'I10',
      'OUTCOME_UNKNOWN without saying how to retry',
      [],
    ),
    ...unless(
      code !== 'OVERLOADED' || (retryable === true && (status === 503) === /^\d+$/.test(retryAfter ?? '')),
      'I13',
      `OVERLOADED without saying when to retry: status ${status}, Retry-After ${retryAfter}`,
      [],
    ),
  ]);
}
