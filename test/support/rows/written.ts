import { type AttemptKey, readFacts } from '../../../src/refunds/create/read-facts.js';
import type { Written } from '../../../src/refunds/create/record-refunds.js';
import { refundRows } from '../../../src/refunds/create/refund-rows.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { ACTION_EXPIRES_AFTER_MS } from '../gateways/test-sandbox.js';
import { accepted, type testVerbs } from '../gateways/test-verbs.js';
import { decide } from './deciding.js';
import { testId } from './ledger-rows.js';

export const newAttemptKey = (): AttemptKey => ({
  caller: 'shop',
  key: testId('key'),
  fingerprint: 'first',
  given: true,
});

/** A refund that was decided on the charge as it is now, and not yet written: others may get ahead. */
export async function writtenFor(
  { database, clock }: ReturnType<typeof testVerbs>,
  input: CreateRefundInput,
  key = newAttemptKey(),
): Promise<Written> {
  const [read] = await readFacts(database, [{ terms: input, key: null }]);
  if (!read) throw new Error('There are facts for each that asks');
  const decision = accepted(decide(input, read.facts));
  const at = clock.now();
  return {
    decision,
    rows: refundRows(decision, input, { at, actor: null, actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS }),
    key,
    task: { step: 'settle', delayMs: 5000, at },
  };
}
