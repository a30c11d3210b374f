import type { Pool } from 'pg';
import { chargeChecks } from './charge-checks.js';
import type { Check, Findings } from './check.js';
import { derivedColumnsCheck } from './derived-columns.js';
import { eventChecks } from './event-checks.js';
import { idChecks } from './id-checks.js';
import { moneyChecks } from './money-checks.js';
import { otherChecks } from './other-checks.js';
import { refundChecks } from './refund-checks.js';
import { inSnapshot } from './snapshot.js';

/** All that must hold of a ledger, in the order in which it is looked at. */
export const checks: readonly Check[] = [
  ...chargeChecks,
  derivedColumnsCheck,
  ...refundChecks,
  ...eventChecks,
  ...moneyChecks,
  ...otherChecks,
  ...idChecks,
];

/** How far it is. */
export interface VerifyProgress {
  readonly check: Check;
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
  /** Rows that the check has looked at, where it can tell. */
  readonly looked: number;
}

/** What a check found. */
export type Verdict = Pick<Check, 'rule' | 'holds'> & Findings;

/**
 * Looks at all of a ledger as it is at one moment, beside gateways that go on writing, and changes nothing. Rows are
 * counted by the database or read in batches: the ledger may be larger than the memory.
 */
export async function verifyLedger(
  pool: Pool,
  onProgress: (progress: VerifyProgress) => void = () => {},
): Promise<readonly Verdict[]> {
  return inSnapshot(pool, async (connection) => {
    const verdicts: Verdict[] = [];
    for (const [index, check] of checks.entries()) {
      const tell = (looked: number) => onProgress({ check, number: index + 1, of: checks.length, looked });
      tell(0);
      const { rule, holds } = check;
      verdicts.push({ rule, holds, ...(await check.run(connection, tell)) });
    }
    return verdicts;
  });
}
