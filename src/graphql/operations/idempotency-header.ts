import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { CreateRefundInput } from '../../rules/refund-input.js';
import type { Refusal } from '../../rules/refusal.js';
import type { GatewayContext } from '../context.js';

/**
 * Adds the key of the header `Idempotency-Key` to an input. Refuses if the request has more than one refund, or if the
 * input has another key (rules, section 8).
 *
 * @param refunds how many refunds the field creates
 */
export function withHeaderKey(
  input: CreateRefundInput,
  { idempotencyKey }: GatewayContext,
  info: GraphQLResolveInfo,
  refunds = 1,
): CreateRefundInput | Refusal<'PARAMETER_INVALID'> {
  if (idempotencyKey === null) return input;
  if (refunds > 1 || countFields(info) > 1)
    return invalidKey(
      'The header Idempotency-Key serves a request with one refund. Give each its own idempotencyKey.',
    );
  if (input.idempotencyKey != null && input.idempotencyKey !== idempotencyKey)
    return invalidKey('The header Idempotency-Key and the field idempotencyKey are different.');
  return { ...input, idempotencyKey };
}

const invalidKey = (message: string): Refusal<'PARAMETER_INVALID'> => ({
  code: 'PARAMETER_INVALID',
  message,
  param: 'idempotencyKey',
});

const CREATES_REFUNDS = new Set(['createRefund', 'createRefunds']);

/** How many fields of the operation create refunds. A fragment that is used twice is executed once. */
function countFields({ fragments, operation }: GraphQLResolveInfo): number {
  const visited = new Set<string>();
  const countIn = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((count, selection) => {
      if (selection.kind === Kind.FIELD) return count + (CREATES_REFUNDS.has(selection.name.value) ? 1 : 0);
      if (selection.kind === Kind.INLINE_FRAGMENT) return count + countIn(selection.selectionSet);
      const { value: name } = selection.name;
      if (visited.has(name)) return count;
      visited.add(name);
      return count + countIn(fragments[name]?.selectionSet);
    }, 0);
  return countIn(operation.selectionSet);
}
