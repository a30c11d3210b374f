import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { createSandbox } from '../../src/processors/sandbox.js';
import type { CreateContext } from '../../src/refunds/create/create-refund.js';
import type { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import type { ProcessedRefund, RefundProcessor } from '../../src/refunds/processing/processor.js';
import type { VerbContext } from '../../src/refunds/verb-context.js';
import type { Policy } from '../../src/rules/policy.js';
import type { CreateRefundInput, RefundTerms } from '../../src/rules/refund-input.js';
import { derivedColumns } from '../../src/rules/refundability.js';
import { runKnownTasks } from '../../test/support/gateways/run-tasks.js';
import type { TestClock } from '../../test/support/gateways/test-clock.js';
import { DELAY_MS, EXPIRY_MS } from './life.js';
import type { HeldLimit } from './limit-invariants.js';
import { LIMITS, REASON_CODES, WINDOW_DAYS } from './limits.js';
import type { MetadataChange, Request, Terms } from './request.js';

/** The real gateway, which the model is compared with. */
export interface Gateway {
  readonly database: Database;
  readonly groups: RefundGroups;
  readonly clock: TestClock;
}

const sandbox = createSandbox({ delayMs: DELAY_MS, actionExpiresAfterMs: EXPIRY_MS });

/** The sandbox plus the one transition that it lacks: for one address a paid refund comes back (rule 6.10). */
const processor: RefundProcessor = {
  ...sandbox,
  parseStep(name) {
    const perform = sandbox.parseStep(name);
    return (
      perform &&
      (async (refund, charge) => {
        const result = await perform(refund, charge);
        const comesBack =
          refund.status === 'pending' && result.change?.status === 'succeeded' && isRecalled(refund);
        return comesBack ? { ...result, next: { step: 'return', delayMs: DELAY_MS } } : result;
      })
    );
  },
};
const isRecalled = ({ actionEmailSentTo }: ProcessedRefund) =>
  actionEmailSentTo?.includes('+recalled+') === true;

export const contextOf = (gateway: Gateway, actor: string | null): VerbContext & CreateContext => ({
  ...gateway,
  processor,
  actor,
});

const bigintOrNull = (amount: number | undefined) => (amount === undefined ? null : BigInt(amount));

/** The model's limits, in the gateway's form. */
export const policy: Policy = {
  limits: Object.entries(LIMITS).flatMap(([caller, byCurrency]) =>
    Object.entries(byCurrency).map(([currency, { perRefund, perDay, refundsPerDay, above }]) => ({
      caller,
      currency,
      maxAmount: bigintOrNull(perRefund),
      maxAmountPerDay: bigintOrNull(perDay),
      maxCountPerDay: refundsPerDay ?? null,
      aboveLimit: above,
    })),
  ),
  reasonCodes: REASON_CODES,
  requireReasonCode: false,
  requireNote: false,
  approvalExpiresHours: 1,
  refundWindowDays: new Map(Object.entries(WINDOW_DAYS)),
};

/** A policy of one limit. */
export const policyFor = (limit: HeldLimit, aboveLimit: 'approve' | 'refuse'): Policy => ({
  ...policy,
  limits: [
    {
      ...limit,
      aboveLimit,
      maxAmount: limit.maxAmount === null ? null : BigInt(limit.maxAmount),
      maxAmountPerDay: limit.maxAmountPerDay === null ? null : BigInt(limit.maxAmountPerDay),
    },
  ],
});

/** Lets time pass in the gateway and runs the tasks that became due. */
export async function letTimePass(gateway: Gateway, ms: number): Promise<void> {
  gateway.clock.advance(ms);
  while ((await runKnownTasks(contextOf(gateway, null))) > 0);
}

const bigintOf = (amount: number | undefined) => (amount === undefined ? undefined : BigInt(amount));

export const termsOf = (terms: Terms): RefundTerms => ({
  charge: terms.charge,
  paymentIntent: terms.paymentIntent,
  amount: bigintOf(terms.amount),
  refundApplicationFee: terms.refundApplicationFee,
  reverseTransfer: terms.reverseTransfer,
  replaces: terms.replaces,
  lines: terms.lines?.map((amount) => ({ description: 'A mug', amount: BigInt(amount) })),
});

export const inputOf = (request: Request): CreateRefundInput => ({
  ...termsOf(request),
  instructionsEmail: request.instructionsEmail,
  expectedAmountRefundable: bigintOf(request.expectedAmountRefundable),
  metadata: request.metadata === undefined ? undefined : changeOf(request.metadata),
  reasonCode: request.reasonCode,
  idempotencyKey: request.idempotencyKey,
});

export const changeOf = (change: MetadataChange) => (change === '' ? '' : Object.fromEntries(change));

/** A change of a charge that an import brings. */
export interface News {
  readonly status?: Charge['status'];
  readonly dispute?: {
    readonly status: 'warning_needs_response' | 'needs_response' | 'lost' | 'won';
    readonly isChargeRefundable: boolean;
  };
}

/**
 * Writes a change of a charge as an import does. It updates the derived columns and the revision, and wakes the tasks
 * that wait for the charge.
 */
export async function importNews({ database, clock }: Gateway, chargeId: string, news: News): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM charge WHERE id = ${chargeId} FOR NO KEY UPDATE`;
    const charge = await tx.charge.findUniqueOrThrow({ where: { id: chargeId } });
    const { amount, currency } = charge;
    const id = chargeId.replace('ch_', 'dp_');
    if (news.dispute)
      await tx.dispute.upsert({
        where: { id },
        create: { ...news.dispute, id, amount, chargeId, created: clock.now(), currency },
        update: news.dispute,
      });
    const changed = {
      status: news.status ?? charge.status,
      disputed: charge.disputed || news.dispute !== undefined,
    };
    const disputes = await tx.dispute.findMany({ where: { chargeId } });
    const facts = derivedColumns({ ...charge, ...changed }, disputes);
    await tx.charge.update({
      where: { id: chargeId },
      data: { ...changed, ...facts, revision: { increment: 1 } },
    });
    const data = { due: clock.now() };
    if (facts.disputeBlocks)
      await tx.refundTask.updateMany({ where: { refund: { chargeId, status: 'pending' } }, data });
    if (changed.status !== 'pending')
      await tx.refundTask.updateMany({ where: { due: null, refund: { chargeId } }, data });
  });
}
