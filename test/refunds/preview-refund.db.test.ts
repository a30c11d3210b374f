import fc from 'fast-check';
import { expect, test } from 'vitest';
import { previewRefund } from '../../src/refunds/preview-refund.js';
import type { RefundTerms } from '../../src/rules/refund-input.js';
import { amountRefundable } from '../../src/rules/refundability.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { statementsOf } from '../support/databases/statements.js';
import { createWithoutApproval } from '../support/gateways/create-without-approval.js';
import { accepted, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';

const verbs = testVerbs();
const preview = (terms: RefundTerms) => previewRefund(verbs.as(null), terms);

test('section 2: a preview has the amount, the amount left afterwards, the shares and the status', async () => {
  const charge = await insertCharge(verbs.database, {
    amount: 1200n,
    applicationFeeAmount: 121n,
    transferAmount: 880n,
    paymentMethodType: 'sepa_debit',
  });
  const terms = { charge: charge.id, amount: 500n };
  const plain = {
    charge,
    amount: 500n,
    amountRefundableAfter: 700n,
    status: 'pending',
    approvalMessage: null,
  };
  const none = { applicationFeeRefundAmount: null, transferReversalAmount: null };
  expect(await preview(terms)).toEqual({ ...plain, ...none });
  expect(await preview({ ...terms, refundApplicationFee: true, reverseTransfer: true })).toEqual({
    ...plain,
    applicationFeeRefundAmount: 50n,
    transferReversalAmount: 367n,
  });
  expect(await preview({ charge: charge.id })).toMatchObject({ amount: 1200n, amountRefundableAfter: 0n });
});

test.each<[string, RefundTerms, string]>([
  ['rule 1.1: neither a charge nor a payment intent', {}, 'PARAMETER_MISSING'],
  ['section 2: amount 0', { charge: 'ch_none', amount: 0n }, 'PARAMETER_INVALID'],
  ['rule 1.3: no such charge', { charge: 'ch_none' }, 'RESOURCE_MISSING'],
])('%s is refused in a preview too', async (_, terms, code) => {
  expect(await preview(terms)).toMatchObject({ code });
});

test('section 12: without authentication the caller has no name in a preview too', async () => {
  const charge = await insertCharge(verbs.database);
  const policy = policyWith({ limits: [limitWith({ caller: '', maxAmount: 100n })] });
  expect(
    await previewRefund({ ...verbs.as(null), policy }, { charge: charge.id, amount: 101n }),
  ).toMatchObject({
    code: 'REFUND_LIMIT_EXCEEDED',
  });
});

test('section 12: a preview needs no reason code, but refuses one that the policy does not have', async () => {
  const charge = await insertCharge(verbs.database);
  const policy = policyWith({ reasonCodes: ['damaged', 'late'], requireReasonCode: true });
  const previewWith = (reasonCode?: string) =>
    previewRefund({ ...verbs.as(null), policy }, { charge: charge.id, reasonCode });
  expect(await previewWith('bored')).toEqual({
    code: 'PARAMETER_INVALID',
    message: "The reason code 'bored' is not one of damaged, late.",
    param: 'reasonCode',
  });
  for (const reasonCode of ['late', undefined])
    expect(isRefusal(await previewWith(reasonCode)), `${reasonCode}`).toBe(false);
});

test('section 12: a preview names a wrong reason code before a limit that is exceeded, as createRefund does', async () => {
  const charge = await insertCharge(verbs.database);
  const policy = policyWith({ reasonCodes: ['damaged'], limits: [limitWith({ maxAmount: 100n })] });
  const terms = { charge: charge.id, amount: 101n, reasonCode: 'bored' };
  const context = { ...verbs.as(null), policy };
  const refusal = { code: 'PARAMETER_INVALID', param: 'reasonCode' };
  expect(await previewRefund(context, terms)).toMatchObject(refusal);
  expect(await createWithoutApproval(context, terms)).toMatchObject(refusal);
});

test('a preview takes one statement, which only reads', async () => {
  const charge = await insertCharge(verbs.database);
  const statements = await statementsOf(() =>
    preview({ charge: charge.id, amount: 400n, reverseTransfer: true }),
  );
  expect(statements).toHaveLength(1);
  expect(statements[0]?.trim()).toMatch(/^SELECT/);
  expect(statements[0]).not.toMatch(/record_refund|INSERT|UPDATE|DELETE/);
  expect(await verbs.chargeNow(charge.id)).toEqual(charge);
  expect(await verbs.refundsOf(charge.id)).toEqual([]);
});

const charges = fc.record({
  amount: fc.bigInt({ min: 1n, max: 5000n }),
  captured: fc.boolean(),
  currency: fc.constantFrom('usd', 'kwd', 'isk', 'jpy'),
  status: fc.constantFrom('succeeded' as const, 'succeeded' as const, 'pending' as const, 'failed' as const),
  paymentMethodType: fc.constantFrom('card', 'sepa_debit', 'konbini', null),
  billingEmail: fc.constantFrom('jenny@example.com', null),
  applicationFeeAmount: fc.option(fc.bigInt({ min: 0n, max: 500n })),
  transferAmount: fc.option(fc.bigInt({ min: 0n, max: 500n })),
});
const disputes = fc.constantFrom<('won' | 'lost')[]>([], [], [], ['won'], ['lost']);
const terms = fc.record({
  amount: fc.option(fc.bigInt({ min: 1n, max: 1500n }), { freq: 4 }),
  refundApplicationFee: fc.option(fc.boolean()),
  reverseTransfer: fc.option(fc.boolean()),
  instructionsEmail: fc.option(fc.constant('jane@example.com')),
});

test('a preview predicts the result of createRefund, refund after refund', async () => {
  const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
  await fc.assert(
    fc.asyncProperty(
      charges,
      fc.boolean(),
      disputes,
      fc.array(terms, { minLength: 1, maxLength: 3 }),
      async (values, ofIntent, outcomes, requests) => {
        const { id } = await insertCharge(
          verbs.database,
          { ...values, paymentIntentId: ofIntent ? paymentIntentId : null },
          outcomes.map((status) => ({ status, isChargeRefundable: false })),
        );
        for (const request of requests) {
          const said = await preview({ charge: id, ...request });
          const done = await verbs.create({ charge: id, ...request });
          const charge = await verbs.chargeNow(id);
          if (isRefusal(said)) {
            expect(done).toEqual(said);
            continue;
          }
          const { refund } = accepted(done);
          expect(refund).toMatchObject({ amount: said.amount, status: said.status });
          expect(amountRefundable(charge)).toBe(said.amountRefundableAfter);
          expect(charge.applicationFeeRefunded - said.charge.applicationFeeRefunded).toBe(
            said.applicationFeeRefundAmount ?? 0n,
          );
          expect(charge.transferReversed - said.charge.transferReversed).toBe(
            said.transferReversalAmount ?? 0n,
          );
        }
      },
    ),
    { numRuns: 30 },
  );
});
