import { type FieldNode, valueFromASTUntyped } from 'graphql';
import type { ListModel } from '../../ledger/filters.js';
import { uncoercedOrder } from '../lists/order-by.js';
import { type PageArgs, pageFault } from '../lists/page-args.js';
import type { Variables } from './list-size.js';

/** The models of the connections. A test compares them with the schema. */
export const connectionModels: Readonly<Record<string, ListModel>> = {
  ApiKeyConnection: 'apiKey',
  BlockListConnection: 'blockListEntry',
  ChargeConnection: 'charge',
  PaymentIntentConnection: 'paymentIntent',
  RefundConnection: 'refund',
  RefundApprovalConnection: 'refundApproval',
  AuditEntryConnection: 'auditEntry',
  RefundApprovalEventConnection: 'refundApprovalEvent',
  RefundEventConnection: 'refundEvent',
};

/** Why the page of a field will be refused, as far as its arguments tell before they are coerced; null if it will not. */
export function faultOfPage(connection: string, node: FieldNode, variables: Variables): string | null {
  const model = connectionModels[connection];
  if (!model) return null;
  const args: Record<string, unknown> = {};
  for (const { name, value } of node.arguments ?? []) {
    const given = valueFromASTUntyped(value, variables);
    if (name.value === 'orderBy') {
      args[name.value] = uncoercedOrder(given);
      continue;
    }
    const expected = name.value === 'first' || name.value === 'last' ? 'number' : 'string';
    // Coercion refuses any other value.
    if (typeof given === expected) args[name.value] = given;
  }
  return pageFault(model, args as PageArgs);
}
