import { expect, test } from 'vitest';
import { DecidedSoFar } from '../../../src/refunds/create/decided-so-far.js';
import { refundRows } from '../../../src/refunds/create/refund-rows.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { decide, factsOf } from '../../support/rows/deciding.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';

test('rule 16.2: a decision counts the replacements that its group decided before it', () => {
  const charge = chargeOf();
  const replaced = { id: 're_1', chargeId: charge.id, status: 'failed', replacedById: null } as const;
  const input = { charge: charge.id, amount: 1n, replaces: 're_1' };
  const facts = factsOf(charge, { replaced });
  const decision = decide(input, facts);
  if (isRefusal(decision)) throw new Error(decision.message);
  const { refund } = refundRows(decision, input, {
    at: charge.created,
    actor: null,
    actionExpiresAfterMs: 1,
  });
  const group = new DecidedSoFar();
  group.add(decision, refund);
  expect(decide(input, group.apply(facts))).toMatchObject({ code: 'PARAMETER_INVALID', param: 'replaces' });
  const other = factsOf(charge, { replaced: { ...replaced, id: 're_2' } });
  expect(isRefusal(decide({ ...input, replaces: 're_2' }, group.apply(other)))).toBe(false);
});
