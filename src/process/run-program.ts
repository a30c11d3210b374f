import { errorText } from './loggable-error.js';
import { maskSecrets } from './mask-secrets.js';
import { OperatorError } from './operator-error.js';

/** The exit code after any error. */
const FAILED = 1;

/**
 * Runs a program of the gateway. An `OperatorError` prints its message, in which secrets are masked: an operator may have
 * given a key for a name, and a file may have an address where it has no place. Any other error prints its stack trace, without
 * the values that it may hold.
 *
 * @param explain makes an `OperatorError` of an error that the operator can solve, and null of any other
 */
export async function runProgram(
  program: () => Promise<void>,
  explain: (error: unknown) => OperatorError | null,
): Promise<void> {
  // Node.js would print all properties of the error, such as the parameters of a statement.
  process.on('uncaughtException', (error) => {
    console.error(errorText(error));
    process.exit(FAILED);
  });
  try {
    await program();
  } catch (error) {
    process.exitCode = FAILED;
    const told = error instanceof OperatorError ? error : explain(error);
    console.error(told ? `refund-gateway: ${maskSecrets(told.message)} [${told.code}]` : errorText(error));
  }
}
