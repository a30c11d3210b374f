import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { CreateRefundInput } from '../../rules/refund-input.js';
import { type Refusal, refuse } from '../../rules/refusal.js';
import type { GatewayContext } from '../context.js';

/**
 * The input with the key of the header `Idempotency-Key`, which serves a request with one refund (rules, section 8).
 *
 * @param refunds how many the field makes
 */
export function withHeaderKey(
  input: CreateRefundInput,
  { idempotencyKey }: GatewayContext,
  info: GraphQLResolveInfo,
  refunds = 1,
): CreateRefundInput | Refusal {
  if (idempotencyKey === null) return input;
  if (refunds > 1 || countFields(info, info.operation.selectionSet) > 1)
    return refuse(
      'PARAMETER_INVALID',
      'The header Idempotency-Key serves a request with one refund. Give each its own idempotencyKey.',
      'idempotencyKey',
    );
  if (input.idempotencyKey != null && input.idempotencyKey !== idempotencyKey)
    return refuse(
      'PARAMETER_INVALID',
      'The header Idempotency-Key and the field idempotencyKey are different.',
      'idempotencyKey',
    );
  return { ...input, idempotencyKey };
}

const MAKES_REFUNDS = new Set(['createRefund', 'createRefunds']);

/** How many fields of the operation make refunds. */
function countFields(info: GraphQLResolveInfo, set: SelectionSetNode | undefined): number {
  return (set?.selections ?? []).reduce((count, selection) => {
    if (selection.kind === Kind.FIELD) return count + (MAKES_REFUNDS.has(selection.name.value) ? 1 : 0);
    if (selection.kind === Kind.INLINE_FRAGMENT) return count + countFields(info, selection.selectionSet);
    return count + countFields(info, info.fragments[selection.name.value]?.selectionSet);
  }, 0);
}
