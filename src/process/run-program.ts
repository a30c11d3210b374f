import { OperatorError } from './operator-error.js';

/** Exit code of a fault that the operator can mend. */
const FAILED = 1;

/** Runs a program of the gateway. A fault that the operator can mend is one clear line; any other shows its stack. */
export async function run(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.exitCode = FAILED;
    console.error(
      error instanceof OperatorError ? `refund-gateway: ${error.message} [${error.code}]` : error,
    );
  }
}
