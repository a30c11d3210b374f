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

/** A refund that was decided on the current charge but is not written yet, so other refunds may overtake it. */
export async function writtenFor(
  { database, clock }: ReturnType<typeof testVerbs>,
  input: CreateRefundInput,
  key = newAttemptKey(),
): Promise<Written> {
  const [read] = await readFacts(database, [{ terms: input, key: null }]);
  if (!read) throw new Error('Every request gets its facts');
  const decision = accepted(decide(input, read.facts));
  const now = clock.now();
  return {
    decision,
    rows: refundRows(decision, input, {
      at: now,
      actor: null,
      actionExpiresAfterMs: ACTION_EXPIRES_AFTER_MS,
    }),
    key,
    counted: null,
    task: { step: 'settle', delayMs: 5000, at: now },
  };
}
