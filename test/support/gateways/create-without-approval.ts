import type { CreatedRefund } from '../../../src/refunds/create/create-group.js';
import {
  type CreateContext,
  type CreateRefundCode,
  createRefund,
} from '../../../src/refunds/create/create-refund.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal, type Refusal } from '../../../src/rules/refusal.js';

/** createRefund where no refund needs approval. Throws if one does. */
export async function createWithoutApproval(
  context: CreateContext,
  input: CreateRefundInput,
): Promise<CreatedRefund | Refusal<CreateRefundCode>> {
  const created = await createRefund(context, input);
  if (!isRefusal(created) && 'approval' in created) throw new Error(`${created.approval.id} needs approval`);
  return created;
}
