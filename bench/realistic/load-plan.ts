import type { Sizes } from '../cluster/sizes.js';
import type { OpenLoopResult } from '../load/open-loop.js';
import type { Vocabulary } from './selections.js';

/** What the load generator gets as its only argument, as JSON. */
export interface LoadPlan {
  readonly url: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly sizes: Sizes;
  readonly deskCharges: number;
  readonly vocabulary: Vocabulary;
  /** Distinguishes the idempotency keys from those of other runs on the ledger. */
  readonly run: string;
  readonly seed: number;
}

/** What it prints, as JSON. */
export interface LoadReport extends OpenLoopResult {
  /** How many refunds the answers say were created and canceled, in the warm-up as well. */
  readonly created: number;
  readonly canceled: number;
}
