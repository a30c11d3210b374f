import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRefund } from '../../src/refunds/create/create-refund.js';
import { previewRefund } from '../../src/refunds/preview-refund.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { answerOf, modelPreviewOf, modelTotals, previewOf, totalsOf } from './answers.js';
import { actor, creation, requestOf } from './creation.js';
import { contextOf, type Gateway, inputOf, policy, termsOf } from './gateway.js';
import { isRefused, type Ledger, type Refused } from './ledger.js';
import { pick } from './pick.js';
import type { Request } from './request.js';
import { type KeyedRequest, show, steps, type World } from './step.js';
import { type Asked, type Created, create, preview } from './verbs.js';

/** Calls refundPreview and then createRefund with the same terms. */
async function ask({ request, caller }: KeyedRequest, world: World, gateway: Gateway): Promise<string> {
  const { ledger, requests, history } = world;
  history.push(`  ${show(request)}`);
  const context = { ...contextOf(gateway, caller), policy };
  const previewed = await previewRefund(context, {
    ...termsOf(request),
    reasonCode: request.reasonCode,
  });
  const promised = preview(ledger, request, caller);
  assert.deepEqual(
    isRefusal(previewed) ? answerOf(previewed) : previewOf(previewed),
    isRefused(promised) ? answerOf(promised) : modelPreviewOf(ledger, promised),
  );

  const keys = ledger.keys.size;
  const expected = create(ledger, request, caller);
  const actual = await createRefund(context, inputOf(request));
  // The model cannot know the id.
  if (!isRefused(expected) && !expected.idempotentReplay && !isRefusal(actual)) {
    if ('refund' in expected && 'refund' in actual) expected.refund.id = actual.refund.id;
    if ('approval' in expected && 'approval' in actual) expected.approval.id = actual.approval.id;
  }
  assert.deepEqual(answerOf(actual), answerOf(expected));
  // The answer must show the current charge.
  const shown = isRefusal(actual)
    ? 'charge' in actual && actual.charge
    : 'refund' in actual && actual.refund.charge;
  const charge = shown && ledger.charges.find(({ id }) => id === shown.id);
  if (shown && charge) assert.deepEqual(totalsOf(shown), modelTotals(ledger, charge));
  // With the same terms and nothing else, createRefund must answer exactly as refundPreview did, including messages.
  if (hasTermsAlone(request) && (isRefusal(previewed) || isRefusal(actual)))
    assert.deepEqual(actual, previewed);

  if (ledger.keys.size > keys) requests.push({ request, caller });
  return nameOf(ledger, expected, ledger.keys.size > keys);
}

/** createRefund with one of a few keys, or without a key. */
export const creations = steps('create', creation, (operation, world, gateway) =>
  ask({ request: requestOf(operation, world.ledger), caller: operation.actor }, world, gateway),
);

const retry = fc.record({
  request: fc.nat(20),
  change: fc.constantFrom('nothing', 'nothing', 'nothing', 'amount', 'flag', 'caller'),
  actor,
});

/** createRefund with a key that was used before: with the same input, with other input, or by another caller. */
export const retries = steps(
  'retry',
  retry,
  ({ change, request: number, actor }, world, gateway) => {
    const { request, caller } = pick(world.requests, number) as KeyedRequest;
    const { amount, refundApplicationFee: fee } = request;
    const changed = {
      nothing: request,
      caller: request,
      amount: { ...request, amount: (amount ?? 0) + 1 },
      // An omitted flag and false are different inputs (rules, section 8).
      flag: { ...request, refundApplicationFee: fee === undefined ? false : undefined },
    }[change];
    return ask({ request: changed, caller: change === 'caller' ? actor : caller }, world, gateway);
  },
  (_, { requests }) => requests.length > 0,
);

const hasTermsAlone = (request: Request): boolean =>
  request.idempotencyKey === undefined &&
  request.instructionsEmail === undefined &&
  request.expectedAmountRefundable === undefined &&
  request.metadata === undefined;

function nameOf({ keys }: Ledger, answer: Created | Asked | Refused, isFirst: boolean): string {
  if (!isRefused(answer) && 'approval' in answer) {
    const { status } = answer.approval;
    return answer.idempotentReplay ? `replayed, an approval ${status}` : 'needs approval';
  }
  if (!isRefused(answer)) {
    const { status, pendingReason } = answer.refund;
    return answer.idempotentReplay ? 'replayed, a refund' : `${status} ${pendingReason ?? ''}`.trim();
  }
  const isReplay = !isFirst && [...keys.values()].some(({ outcome }) => outcome === answer);
  return `${isReplay ? 'replayed, ' : ''}${answer.code} ${answer.param ?? ''}`.trim();
}
