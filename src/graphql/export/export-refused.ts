import type { ExecutionResult } from 'graphql';

/** An export, or one of its pages, was refused. */
export class ExportRefusedError extends Error {
  /** The stable code, as in `extensions.code` of the API's errors. */
  readonly code: string;
  readonly retryable: boolean | undefined;

  constructor(message: string, code = 'BAD_USER_INPUT', retryable?: boolean) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }

  /** The error for a page that was answered with errors. */
  static ofAnswer({ errors = [] }: ExecutionResult): ExportRefusedError {
    const [error] = errors;
    const { code = 'INTERNAL_SERVER_ERROR', retryable } = (error?.extensions ?? {}) as ErrorDetails;
    return new ExportRefusedError(error?.message ?? 'The list gave no answer.', code, retryable);
  }
}

interface ErrorDetails {
  readonly code?: string;
  readonly retryable?: boolean;
}
