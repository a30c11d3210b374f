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
  return { ...Object.fromEntries(given), charge: charge.id, amount: `${amount}` };
}

/** The input that was kept. */
export function inputOf({ input, amount }: Pick<RefundApproval, 'input' | 'amount'>): CreateRefundInput {
  const kept = input as KeptInput;
  const lines = linesOf(kept['lines']);
  return { ...kept, amount, ...(lines && { lines }) };
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
