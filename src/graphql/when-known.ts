import type { ExecutionArgs, ExecutionResult } from 'graphql';

/**
 * What a plugin does for a known operation, in the place of its hooks (`request/known-operations.ts`). A plugin whose hooks
 * do nothing then has an empty one.
 */
export interface WhenKnown {
  /** Whether the hooks let every request with this operation pass, as far as `passes` does not decide. Asked once. */
  readonly allows?: (args: ExecutionArgs) => boolean;
  /** Whether the hooks let this request pass. If not, Yoga runs them, and they say why. */
  readonly passes?: (args: ExecutionArgs) => boolean;
  /** Takes the place of a result that is not there yet. */
  readonly awaits?: (result: Promise<ExecutionResult>, args: ExecutionArgs) => Promise<ExecutionResult>;
}
