import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type CreatedRefund, createRefund } from '../../src/refunds/create-refund.js';
import { previewRefund } from '../../src/refunds/preview-refund.js';
import { isRefusal, type Refusal } from '../../src/refunds/refusal.js';
import {
  answeredTotals,
  createdAnswer,
  modelCreatedAnswer,
  modelPreviewAnswer,
  modelTotals,
  previewAnswer,
} from './answers.js';
import { actor, type Creation, creation, requestOf } from './creation.js';
import type { Request } from './decide.js';
import { contextOf, type Gateway, inputOf, termsOf } from './gateway.js';
import type { Generated } from './generated.js';
import { isRefused, type Ledger, type Refused } from './ledger.js';
import { pick } from './pick.js';
import { type KeyedRequest, Step, show, type World } from './step.js';
import { type Created, create, preview } from './verbs.js';

/** createRefund, after refundPreview of the same terms. */
abstract class Ask<Operation> extends Step<Operation> {
  protected abstract meaning(world: World): KeyedRequest;

  protected override describe(world: World): string {
    return show(this.meaning(world));
  }

  protected async act(world: World, gateway: Gateway): Promise<string> {
    const { ledger, requests } = world;
    const { request, caller } = this.meaning(world);
    const context = contextOf(gateway, caller);
    const previewed = await previewRefund(context, termsOf(request));
    assert.deepEqual(previewAnswer(previewed), modelPreviewAnswer(ledger, preview(ledger, request)));

    const keys = ledger.keys.size;
    const expected = create(ledger, request, caller);
    const actual = await createRefund(context, inputOf(request));
    // The one thing that the model cannot know.
    if (!isRefused(expected) && !expected.replay && !isRefusal(actual)) expected.refund.id = actual.refund.id;
    assert.deepEqual(createdAnswer(actual), modelCreatedAnswer(expected));
    compareTotals(ledger, actual);
    if (hasTermsAlone(request)) comparePromise(previewed, actual);
    if (ledger.keys.size > keys) requests.push({ request, caller });
    return nameOf(ledger, expected, ledger.keys.size > keys);
  }
}

/** With one of a few keys, or without. */
class Create extends Ask<Creation> {
  readonly kind = 'create';

  protected meaning({ ledger }: World): KeyedRequest {
    return { request: requestOf(this.operation, ledger), caller: this.operation.actor };
  }
}
export const creations = creation.map((operation) => new Create(operation));

const retry = fc.record({
  request: fc.nat(20),
  change: fc.constantFrom('nothing', 'nothing', 'nothing', 'amount', 'flag', 'caller'),
  actor,
});

/** With a key that was used before: with the same input, with another, or perhaps by another caller. */
class Retry extends Ask<Generated<typeof retry>> {
  readonly kind = 'retry';

  override check({ requests }: World): boolean {
    return requests.length > 0;
  }

  protected meaning({ requests }: World): KeyedRequest {
    const { change, request: number, actor } = this.operation;
    const { request, caller } = pick(requests, number) as KeyedRequest;
    const { amount, refundApplicationFee: fee } = request;
    if (change === 'caller') return { request, caller: actor };
    if (change === 'amount') return { request: { ...request, amount: (amount ?? 0) + 1 }, caller };
    // Left out and false are different inputs (rules, section 8).
    const flag = fee === undefined ? false : undefined;
    return { request: change === 'flag' ? { ...request, refundApplicationFee: flag } : request, caller };
  }
}
export const retries = retry.map((operation) => new Retry(operation));

/** The charge that an answer shows is the charge as it is. */
function compareTotals(ledger: Ledger, answer: CreatedRefund | Refusal): void {
  const totals = answeredTotals(answer);
  const charge = ledger.charges.find(({ id }) => id === totals?.id);
  if (charge) assert.deepEqual(totals, modelTotals(ledger, charge));
}

const hasTermsAlone = (request: Request): boolean =>
  request.idempotencyKey === undefined &&
  request.instructionsEmail === undefined &&
  request.expectedAmountRefundable === undefined &&
  request.metadata === undefined;

/** What refundPreview said is what createRefund then did. */
function comparePromise(previewed: Awaited<ReturnType<typeof previewRefund>>, made: CreatedRefund | Refusal) {
  if (isRefusal(previewed) || isRefusal(made)) {
    assert.deepEqual(made, previewed);
    return;
  }
  const { amount, status } = made.refund;
  assert.deepEqual({ amount, status }, { amount: previewed.amount, status: previewed.status });
}

function nameOf({ keys }: Ledger, answer: Created | Refused, isFirst: boolean): string {
  if (!isRefused(answer)) {
    const { status, pendingReason } = answer.refund;
    return answer.replay ? 'replayed, a refund' : `${status} ${pendingReason ?? ''}`.trim();
  }
  const isReplay = !isFirst && [...keys.values()].some(({ outcome }) => outcome === answer);
  return `${isReplay ? 'replayed, ' : ''}${answer.code} ${answer.param ?? ''}`.trim();
}
