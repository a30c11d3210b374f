import { OperatorError } from './operator-error.js';

/** The exit code after any error. */
const FAILED = 1;

/**
 * Runs a program of the gateway. An `OperatorError` prints its message; any other error prints its stack trace.
 *
 * @param explain makes an `OperatorError` of an error that the operator can solve, and null of any other
 */
export async function runProgram(
  program: () => Promise<void>,
  explain: (error: unknown) => OperatorError | null,
): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = FAILED;
    const told = error instanceof OperatorError ? error : explain(error);
    console.error(told ? `refund-gateway: ${told.message} [${told.code}]` : error);
  }
}
