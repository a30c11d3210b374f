import type { Pool } from 'pg';
import { approvalChecks } from './approval-checks.js';
import { chargeChecks } from './charge-checks.js';
import type { Check, Findings } from './check.js';
import { derivedColumnsCheck } from './derived-columns.js';
import { eventChecks } from './event-checks.js';
import { idChecks } from './id-checks.js';
import { moneyChecks } from './money-checks.js';
import { otherChecks } from './other-checks.js';
import { refundChecks } from './refund-checks.js';
import { replacementChecks } from './replacement-checks.js';
import { inSnapshot } from './snapshot.js';

/** Everything that must hold for a ledger, in the order in which it is checked. */
export const checks: readonly Check[] = [
  ...chargeChecks,
  derivedColumnsCheck,
  ...refundChecks,
  ...replacementChecks,
  ...eventChecks,
  ...moneyChecks,
  ...otherChecks,
  ...approvalChecks,
  ...idChecks,
];

/** The progress of a verification. */
export interface VerifyProgress {
  readonly check: Check;
  /** Counted from 1. */
  readonly number: number;
  readonly total: number;
  /** Rows checked so far; 0 until the check can tell. */
  readonly checked: number;
}

/** A check and its result. */
export type Verdict = Pick<Check, 'rule' | 'holds'> & Findings;

/**
 * Runs every check on one snapshot of the ledger. It changes nothing, and gateways can go on writing meanwhile. The
 * ledger may be larger than the memory: the database counts the rows, or they are read in batches.
 */
export async function verifyLedger(
  pool: Pool,
  onProgress: (progress: VerifyProgress) => void = () => {},
): Promise<readonly Verdict[]> {
  return inSnapshot(pool, async (connection) => {
    const verdicts: Verdict[] = [];
    for (const [index, check] of checks.entries()) {
      const report = (checked: number) =>
        onProgress({ check, number: index + 1, total: checks.length, checked });
      report(0);
      const { rule, holds } = check;
      verdicts.push({ rule, holds, ...(await check.run(connection, report)) });
    }
    return verdicts;
  });
}
