import { OperatorError } from './operator-error.js';

/** The exit code after any error. */
const FAILED = 1;

/** Runs a program of the gateway. An `OperatorError` prints its message; any other error prints its stack trace. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = FAILED;
    console.error(
      error instanceof OperatorError ? `refund-gateway: ${error.message} [${error.code}]` : error,
    );
  }
}
