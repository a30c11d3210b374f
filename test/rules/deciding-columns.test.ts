import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Charge, Prisma } from '../../prisma/generated/prisma/client.js';
import { refundRows } from '../../src/refunds/create/refund-rows.js';
import { succeedsAtOnce } from '../../src/refunds/processing/processor.js';
import { decidePolicy } from '../../src/rules/decide-policy.js';
import { decideRefund } from '../../src/rules/decide-refund.js';
import { decidingColumns } from '../../src/rules/deciding-columns.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';
import { factsOf } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';

const AT = new Date('2026-03-01T12:00:00.000Z');
/** A decision reads these columns too, but their values never change. */
const FIXED = ['id', 'currency'];
/** A decision does not read these columns itself. They change together with derived columns, such as the ceiling. */
const BEHIND_DERIVED = ['amount', 'amountCaptured', 'disputed', 'refundsOpen'];

const anyCharge = fc
  .record({
    status: fc.constantFrom('succeeded', 'pending', 'failed'),
    captured: fc.boolean(),
    paymentIntentId: fc.constantFrom(null, 'pi_1'),
    paymentMethodType: fc.constantFrom('card', 'konbini', 'sepa_debit', null),
    currency: fc.constantFrom('usd', 'kwd'),
    amountRefunded: fc.constantFrom(0n, 400n, 1000n),
    openingRefunded: fc.constantFrom(0n, 1n),
    disputeBlocks: fc.boolean(),
    billingEmail: fc.constantFrom(null, 'jenny@example.com'),
    cardFingerprint: fc.constantFrom(null, 'AOB934RVNwzk6xtn'),
    applicationFeeAmount: fc.constantFrom(null, 100n),
    transferAmount: fc.constantFrom(null, 500n),
  })
  .map((values): Charge => ({ ...chargeOf(), ...values }));
const anyInput = fc.record({
  amount: fc.constantFrom(null, 100n, 5000n, 7n),
  paymentIntent: fc.constantFrom(null, 'pi_1', 'pi_2'),
  expectedAmountRefundable: fc.constantFrom(null, 1000n),
  reason: fc.constantFrom(null, 'fraudulent' as const),
  refundApplicationFee: fc.boolean(),
  reverseTransfer: fc.boolean(),
  instructionsEmail: fc.constantFrom(null, 'jane@example.com'),
});

const POLICY = policyWith({
  limits: [limitWith({ maxAmount: 500n })],
  refundWindowDays: new Map([['konbini', 1]]),
});

test('a decision, its policy, its rows and its first task read the deciding columns of a charge, and no others', () => {
  const read = new Set<string>();
  fc.assert(
    fc.property(anyCharge, anyInput, (values, terms) => {
      const charge = new Proxy(values, {
        get(row, column) {
          read.add(String(column));
          return Reflect.get(row, column);
        },
      });
      const facts = factsOf(charge, { paymentIntent: { id: 'pi_1' } });
      const input = { charge: values.id, ...terms };
      const decision = decideRefund(input, facts, succeedsAtOnce(testSandbox, facts));
      if (isRefusal(decision)) return;
      decidePolicy(decision, { policy: POLICY, caller: 'desk', now: AT, day: null });
      const { refund } = refundRows(decision, input, { at: AT, actor: null, actionExpiresAfterMs: 1 });
      testSandbox.firstTask(refund, charge);
    }),
    { numRuns: 2_000 },
  );
  const columns = [...read].filter((name) => Object.hasOwn(Prisma.ChargeScalarFieldEnum, name));
  expect([...columns, ...BEHIND_DERIVED].sort()).toEqual([...decidingColumns, ...FIXED].sort());
});
