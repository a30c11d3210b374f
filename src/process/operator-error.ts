/** Every reason for which a process of the gateway refuses to start or a command to go on. */
export type OperatorErrorCode =
  | 'CONFIG_INVALID'
  | 'DATABASE_EMPTY'
  | 'DATABASE_NOT_EMPTY'
  | 'DATABASE_UNREACHABLE'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNUSABLE'
  | 'IMPORT_REFUSED'
  | 'LEDGER_BROKEN'
  | 'PORT_IN_USE'
  | 'PORT_UNUSABLE'
  | 'SCHEMA_EDITED'
  | 'SCHEMA_FAILED'
  | 'SCHEMA_NEWER'
  | 'SCHEMA_OLDER'
  | 'USAGE';

/** A fault that the operator can mend: its message is shown alone, says what to do, and needs no stack. */
export class OperatorError extends Error {
  constructor(
    readonly code: OperatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'OperatorError';
  }
}
