import { decide } from './decide.js';
import { isRefused, type Ledger, type ModelApproval, type ModelRefund, type Refused } from './ledger.js';
import { refuseApprover } from './limits.js';
import { record } from './verbs.js';

/** The model's approvals (section 13). */

const NO_SUCH_APPROVAL: Refused = { code: 'RESOURCE_MISSING', param: 'approval' };

/** Rules 13.1 and 13.2: only a pending approval is decided, by another caller than the one who asked. */
function refuseToDecide({ status, requestedBy }: ModelApproval, caller: string | null): Refused | null {
  const mayDecide = status === 'pending' && caller !== null && requestedBy !== null && caller !== requestedBy;
  return mayDecide ? null : { code: 'REFUND_APPROVAL_NOT_PENDING', param: 'approval' };
}

/** The refusals that are told to an approver as they are. The others are about an input that the approver did not give. */
const TOLD = [
  'AMOUNT_TOO_LARGE',
  'CHARGE_ALREADY_REFUNDED',
  'CHARGE_DISPUTED',
  'CHARGE_NOT_REFUNDABLE',
  'RESOURCE_MISSING',
];

/** Rule 13.4. The refund is decided anew, and a refused one stays pending. */
export function approve(
  ledger: Ledger,
  approval: ModelApproval | undefined,
  caller: string | null,
  note: string | null,
): ModelRefund | Refused {
  if (!approval) return NO_SUCH_APPROVAL;
  const refused = refuseToDecide(approval, caller);
  if (refused || caller === null) return refused ?? NO_SUCH_APPROVAL;
  const decision = decide(ledger, approval.input);
  if (isRefused(decision))
    return TOLD.includes(decision.code)
      ? { ...decision, param: 'approval' }
      : { code: 'CHARGE_NOT_REFUNDABLE', param: 'approval' };
  const byLimit = refuseApprover(ledger, decision, caller);
  if (byLimit) return byLimit;
  const { requestedBy: createdBy, input } = approval;
  const refund = record(ledger, decision, { metadata: input.metadata, createdBy, actor: caller });
  Object.assign(approval, { status: 'approved', decidedBy: caller, note, refund });
  return refund;
}

/** Rule 13.5. */
export function reject(
  approval: ModelApproval | undefined,
  caller: string | null,
  note: string | null,
): ModelApproval | Refused {
  if (!approval) return NO_SUCH_APPROVAL;
  const refused = refuseToDecide(approval, caller);
  return refused ?? Object.assign(approval, { status: 'rejected' as const, decidedBy: caller, note });
}
