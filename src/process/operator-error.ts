/** Every reason why the gateway does not start or a command fails. */
export type OperatorErrorCode =
  | 'AUTHENTICATION_MISSING'
  | 'CONFIG_INVALID'
  | 'DATABASE_BUSY'
  | 'DATABASE_EMPTY'
  | 'DATABASE_FORBIDDEN'
  | 'DATABASE_NOT_EMPTY'
  | 'DATABASE_READ_ONLY'
  | 'DATABASE_UNREACHABLE'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNUSABLE'
  | 'DISK_FULL'
  | 'ERASURE_IN_FLIGHT'
  | 'ERASURE_NOT_FOUND'
  | 'EXPORT_FILE_UNUSABLE'
  | 'FAULTS_FILE_UNUSABLE'
  | 'IMPORT_EMPTY'
  | 'IMPORT_REFUSED'
  | 'KEY_EXISTS'
  | 'KEY_MISSING'
  | 'LEDGER_BROKEN'
  | 'POLICY_FILE_UNUSABLE'
  | 'POLICY_INVALID'
  | 'PORT_IN_USE'
  | 'PORT_UNUSABLE'
  | 'PROCESSOR_MISSING'
  | 'SCHEMA_EDITED'
  | 'SCHEMA_FAILED'
  | 'SCHEMA_INCOMPLETE'
  | 'SCHEMA_NEWER'
  | 'SCHEMA_OLDER'
  | 'USAGE';

/** A problem that the operator can solve. Its message says what to do, and is shown without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';

  constructor(
    readonly code: OperatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
