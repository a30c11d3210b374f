import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { answerOf } from './answers.js';
import { actor, metadataChange } from './creation.js';
import { changeOf, contextOf, importNews, letTimePass } from './gateway.js';
import { isRefused, type ModelCharge, type ModelRefund } from './ledger.js';
import { DELAY_MS, EXPIRY_MS, passTime, wake } from './life.js';
import { pick } from './pick.js';
import { steps, type World } from './step.js';
import { cancel, updateMetadata } from './verbs.js';

/** Null now and then, which stands for a refund that does not exist. */
const refundNumber = fc.option(fc.nat(30), { freq: 15 });
const NO_REFUND = 're_none';

interface AboutRefund {
  readonly refund: number | null;
}
const refundOf = ({ refund }: AboutRefund, { ledger }: World): ModelRefund | undefined =>
  refund === null ? undefined : pick(ledger.refunds, refund);
const isThereOrNone = ({ refund }: AboutRefund, { ledger }: World): boolean =>
  refund === null || ledger.refunds.length > 0;

const chargeOf = ({ charge }: { readonly charge: number }, { ledger }: World): ModelCharge =>
  pick(ledger.charges, charge) as ModelCharge;

export const cancellations = steps(
  'cancel',
  fc.record({ refund: refundNumber, actor }),
  async (operation, world, gateway) => {
    const refund = refundOf(operation, world);
    const expected = cancel(refund, operation.actor);
    const actual = await cancelRefund(contextOf(gateway, operation.actor), refund?.id ?? NO_REFUND);
    assert.deepEqual(answerOf(actual), answerOf(expected));
    return isRefused(expected) ? expected.code : 'canceled';
  },
  isThereOrNone,
);

export const updates = steps(
  'metadata',
  fc.record({ refund: refundNumber, change: metadataChange, actor }),
  async (operation, world, gateway) => {
    const { change, actor } = operation;
    const refund = refundOf(operation, world);
    const events = refund?.events.length;
    const expected = updateMetadata(refund, change, actor);
    const id = refund?.id ?? NO_REFUND;
    const actual = await updateRefundMetadata(contextOf(gateway, actor), id, changeOf(change));
    assert.deepEqual(answerOf(actual), answerOf(expected));
    if (isRefused(expected)) return `${expected.code} ${expected.param}`;
    return events === refund?.events.length ? 'changed nothing' : 'changed';
  },
  isThereOrNone,
);

/** Durations at and around the delays of the sandbox and of the customer. */
const wait = fc.constantFrom(DELAY_MS, DELAY_MS, EXPIRY_MS, DELAY_MS - 1, 1, EXPIRY_MS - 1);

export const waits = steps('wait', wait, async (ms, { ledger }, gateway) => {
  passTime(ledger, ms);
  await letTimePass(gateway, ms);
  return 'time passed';
});

/** Rule 1.8: the states of a dispute, and whether each blocks refunds. */
const disputeStates = {
  blocking: { status: 'needs_response', isChargeRefundable: false, blocks: true },
  lost: { status: 'lost', isChargeRefundable: false, blocks: true },
  'an inquiry': { status: 'warning_needs_response', isChargeRefundable: false, blocks: false },
  refundable: { status: 'needs_response', isChargeRefundable: true, blocks: false },
  won: { status: 'won', isChargeRefundable: false, blocks: false },
} as const;
const disputeState = fc.constantFrom<keyof typeof disputeStates>(
  'blocking',
  'won',
  'won',
  'lost',
  'an inquiry',
  'refundable',
);

export const disputes = steps(
  'dispute',
  fc.record({ charge: fc.nat(3), is: disputeState }),
  async (operation, world, gateway) => {
    const charge = chargeOf(operation, world);
    const { blocks, ...dispute } = disputeStates[operation.is];
    charge.blocked = blocks;
    wake(world.ledger, charge);
    await importNews(gateway, charge.id, { dispute });
    return operation.is;
  },
);

/** A pending charge settles. */
export const settlements = steps(
  'settle',
  fc.record({
    charge: fc.nat(3),
    as: fc.constantFrom('succeeded' as const, 'succeeded' as const, 'failed' as const),
  }),
  async (operation, world, gateway) => {
    const charge = chargeOf(operation, world);
    charge.status = operation.as;
    wake(world.ledger, charge);
    await importNews(gateway, charge.id, { status: operation.as });
    return operation.as;
  },
  (operation, world) => chargeOf(operation, world).status === 'pending',
);
