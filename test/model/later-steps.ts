import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { changedAnswer, modelChangedAnswer } from './answers.js';
import { actor, metadataChange } from './creation.js';
import { changeOf, contextOf, type Gateway, importNews, letTimePass } from './gateway.js';
import type { Generated } from './generated.js';
import { isRefused, type ModelCharge, type ModelRefund } from './ledger.js';
import { DELAY_MS, EXPIRY_MS, passTime, wake } from './life.js';
import { pick } from './pick.js';
import { Step, type World } from './step.js';
import { cancel, updateMetadata } from './verbs.js';

/** Now and then one that does not exist. */
const refundNumber = fc.option(fc.nat(30), { freq: 15 });
const NO_REFUND = 're_none';

const refundOf = ({ ledger }: World, number: number | null): ModelRefund | undefined =>
  number === null ? undefined : pick(ledger.refunds, number);

/** What a step needs that is about a refund: one that exists, or none at all. */
const canBeMeant = ({ ledger }: World, number: number | null): boolean =>
  number === null || ledger.refunds.length > 0;

const chargeOf = ({ ledger }: World, number: number): ModelCharge =>
  pick(ledger.charges, number) as ModelCharge;

const cancellation = fc.record({ refund: refundNumber, actor });

class Cancel extends Step<Generated<typeof cancellation>> {
  readonly kind = 'cancel';

  override check(world: World): boolean {
    return canBeMeant(world, this.operation.refund);
  }

  protected async act(world: World, gateway: Gateway): Promise<string> {
    const { refund: number, actor } = this.operation;
    const refund = refundOf(world, number);
    const expected = cancel(refund, actor);
    const actual = await cancelRefund(contextOf(gateway, actor), refund?.id ?? NO_REFUND);
    assert.deepEqual(changedAnswer(actual), modelChangedAnswer(expected));
    return isRefused(expected) ? expected.code : 'canceled';
  }
}
export const cancellations = cancellation.map((operation) => new Cancel(operation));

const update = fc.record({ refund: refundNumber, change: metadataChange, actor });

class UpdateMetadata extends Step<Generated<typeof update>> {
  readonly kind = 'metadata';

  override check(world: World): boolean {
    return canBeMeant(world, this.operation.refund);
  }

  protected async act(world: World, gateway: Gateway): Promise<string> {
    const { refund: number, change, actor } = this.operation;
    const refund = refundOf(world, number);
    const events = refund?.events.length;
    const expected = updateMetadata(refund, change, actor);
    const actual = await updateRefundMetadata(
      contextOf(gateway, actor),
      refund?.id ?? NO_REFUND,
      changeOf(change),
    );
    assert.deepEqual(changedAnswer(actual), modelChangedAnswer(expected));
    if (isRefused(expected)) return `${expected.code} ${expected.param}`;
    return events === refund?.events.length ? 'changed nothing' : 'changed';
  }
}
export const updates = update.map((operation) => new UpdateMetadata(operation));

/** Around what the sandbox and the customer take. */
const wait = fc.constantFrom(DELAY_MS, DELAY_MS, EXPIRY_MS, DELAY_MS - 1, 1, EXPIRY_MS - 1);

class Wait extends Step<number> {
  readonly kind = 'wait';

  protected async act({ ledger }: World, gateway: Gateway): Promise<string> {
    passTime(ledger, this.operation);
    await letTimePass(gateway, this.operation);
    return 'time passed';
  }
}
export const waits = wait.map((operation) => new Wait(operation));

/** Rule 1.8: what a dispute can be, and whether it blocks. */
const disputeStates = {
  blocking: { status: 'needs_response', isChargeRefundable: false, blocks: true },
  lost: { status: 'lost', isChargeRefundable: false, blocks: true },
  'an inquiry': { status: 'warning_needs_response', isChargeRefundable: false, blocks: false },
  refundable: { status: 'needs_response', isChargeRefundable: true, blocks: false },
  won: { status: 'won', isChargeRefundable: false, blocks: false },
} as const;

const dispute = fc.record({
  charge: fc.nat(3),
  is: fc.constantFrom<keyof typeof disputeStates>(
    'blocking',
    'won',
    'won',
    'lost',
    'an inquiry',
    'refundable',
  ),
});

class Dispute extends Step<Generated<typeof dispute>> {
  readonly kind = 'dispute';

  protected async act(world: World, gateway: Gateway): Promise<string> {
    const { charge: number, is } = this.operation;
    const charge = chargeOf(world, number);
    const { blocks, ...dispute } = disputeStates[is];
    charge.blocked = blocks;
    wake(world.ledger, charge);
    await importNews(gateway, charge.id, { dispute });
    return is;
  }
}
export const disputes = dispute.map((operation) => new Dispute(operation));

const settlement = fc.record({
  charge: fc.nat(3),
  as: fc.constantFrom('succeeded' as const, 'succeeded' as const, 'failed' as const),
});

/** A pending charge settles. */
class Settle extends Step<Generated<typeof settlement>> {
  readonly kind = 'settle';

  override check(world: World): boolean {
    return chargeOf(world, this.operation.charge).status === 'pending';
  }

  protected async act(world: World, gateway: Gateway): Promise<string> {
    const { charge: number, as } = this.operation;
    const charge = chargeOf(world, number);
    charge.status = as;
    wake(world.ledger, charge);
    await importNews(gateway, charge.id, { status: as });
    return as;
  }
}
export const settlements = settlement.map((operation) => new Settle(operation));
