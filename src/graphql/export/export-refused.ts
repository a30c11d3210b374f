import type { ExecutionResult } from 'graphql';
import type { RequestErrorCode } from '../request-error.js';

/** An export, or one of its pages, was refused. */
export class ExportRefusedError extends Error {
  /** The stable code, as in `extensions.code` of the API's errors. */
  readonly code: RequestErrorCode;
  readonly retryable: boolean | undefined;

  constructor(message: string, code: RequestErrorCode = 'BAD_USER_INPUT', retryable?: boolean) {
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
  readonly code?: RequestErrorCode;
  readonly retryable?: boolean;
}
