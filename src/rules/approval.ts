import type { Charge, RefundApproval } from '../../prisma/generated/prisma/client.js';
import type { DecisionCode, RefundDecision } from './decide-refund.js';
import type { CreateRefundInput } from './refund-input.js';
import { keptLines, linesOf } from './refund-lines.js';
import type { Refusal } from './refusal.js';
import { shorten } from './text.js';

/**
 * Rules 13.1 and 13.2: whether this caller may approve or reject this approval now. Both names must be known: without
 * them nobody can tell that two people decided.
 *
 * @param approval as it is now, so one whose time is over is expired
 */
export function refuseToDecide(
  approval: RefundApproval,
  caller: string | null,
): Refusal<'REFUND_APPROVAL_NOT_PENDING'> | null {
  const refuse = (message: string): Refusal<'REFUND_APPROVAL_NOT_PENDING'> => ({
    code: 'REFUND_APPROVAL_NOT_PENDING',
    message,
    param: 'approval',
    approval,
  });
  const { id, status, decidedBy, requestedBy } = approval;
  if (status === 'expired') return refuse(`Approval ${id} has expired.`);
  if (status !== 'pending')
    return refuse(`Approval ${id} was ${status} by ${shorten(`${decidedBy}`)} already.`);
  const notBy = `Approval ${id} may not be decided by this caller`;
  if (caller === null || requestedBy === null)
    return refuse(`${notBy}: it takes two callers, and one of them has no name.`);
  if (caller === requestedBy) return refuse(`${notBy}, who asked for the refund.`);
  return null;
}

/** The input of an approved refund. A bigint is a text in it, because JSON has no exact numbers. */
type KeptInput = Readonly<Record<string, unknown>>;

/** What is not kept: the approval and the charge's id tell it. */
type NotKept = 'idempotencyKey' | 'expectedAmountRefundable' | 'paymentIntent';
/** The fields that an input may have when it is kept. */
const keptFields: Readonly<Record<Exclude<keyof CreateRefundInput, NotKept>, true>> = {
  amount: true,
  charge: true,
  instructionsEmail: true,
  lines: true,
  metadata: true,
  note: true,
  reason: true,
  reasonCode: true,
  refundApplicationFee: true,
  replaces: true,
  reverseTransfer: true,
};

/**
 * Rule 13.3: what is kept of a request, so that approval makes the refund that was asked for. The charge, the amount and
 * the e-mail address are those of the decision. What the caller expected to be left was checked by it.
 */
export function keptInput(
  { idempotencyKey: _, expectedAmountRefundable: __, paymentIntent: ___, ...input }: CreateRefundInput,
  { charge, amount, instructionsEmail }: RefundDecision,
): KeptInput {
  const lines = input.lines && keptLines(input.lines);
  const given = Object.entries({ ...input, instructionsEmail, lines }).filter(([, value]) => value != null);
  const kept = { ...Object.fromEntries(given), charge: charge.id, amount: `${amount}` };
  // Versions without these two would leave them out, and refund without them. They stop where the charge is missing.
  return 'replaces' in kept || 'lines' in kept ? { ...kept, charge: undefined } : kept;
}

/**
 * The input that was kept.
 *
 * @throws Error if a newer version kept it, with fields that this one does not know: a refund without them is not the one
 *   that was asked for (rule 13.3)
 */
export function inputOf({
  id,
  input,
  amount,
  chargeId,
}: Pick<RefundApproval, 'id' | 'input' | 'amount' | 'chargeId'>): CreateRefundInput {
  const kept = input as KeptInput;
  const unknown = Object.keys(kept).filter((name) => !Object.hasOwn(keptFields, name));
  if (unknown.length > 0) throw new Error(`This version does not know ${unknown} of the approval ${id}`);
  const lines = linesOf(kept['lines']);
  return { ...kept, charge: chargeId, amount, ...(lines && { lines }) };
}

/** The codes with which the rules refuse an approved refund. */
export const approvalDecisionCodes = [
  'AMOUNT_TOO_LARGE',
  'CHARGE_ALREADY_REFUNDED',
  'CHARGE_DISPUTED',
  'CHARGE_NOT_REFUNDABLE',
  'REFUND_LIMIT_EXCEEDED',
  'RESOURCE_MISSING',
] as const satisfies readonly DecisionCode[];
type ApprovalDecisionCode = (typeof approvalDecisionCodes)[number];

/**
 * A refusal of the rules as the approver gets it. The approver gave no input, so a refusal of the input means that the
 * charge has changed since it was accepted, such as its payment method, and no longer allows this refund.
 */
export function refusalOfApproved(
  refusal: Refusal<DecisionCode>,
  charge: Charge,
): Refusal<ApprovalDecisionCode> {
  switch (refusal.code) {
    case 'AMOUNT_TOO_LARGE':
    case 'CHARGE_ALREADY_REFUNDED':
    case 'CHARGE_DISPUTED':
    case 'CHARGE_NOT_REFUNDABLE':
    case 'REFUND_LIMIT_EXCEEDED':
    case 'RESOURCE_MISSING':
      return { ...refusal, param: 'approval' };
    default:
      return { code: 'CHARGE_NOT_REFUNDABLE', message: refusal.message, param: 'approval', charge };
  }
}
