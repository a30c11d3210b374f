import type { Model } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';

/** The models that `node(id:)` finds; the GraphQL type has the model's name. */
const nodeModels = [
  'refund',
  'charge',
  'paymentIntent',
  'dispute',
  'balanceTransaction',
  'transferReversal',
  'applicationFeeRefund',
  'refundEvent',
  'refundApproval',
  'refundApprovalEvent',
  'blockListEntry',
] as const satisfies readonly Model[];

const modelByPrefix = new Map<string, Model>(
  nodeModels.flatMap((model) => idPrefixes[model].map((prefix) => [prefix, model] as const)),
);

/** The kind of object that an id's prefix names (rules, section 9); undefined for a foreign prefix. */
export const modelOfId = (id: string): Model | undefined => modelByPrefix.get(id.slice(0, id.indexOf('_')));

/** The GraphQL type of a model's rows. */
export const typeNameOf = (model: Model): string => `${model[0]?.toUpperCase()}${model.slice(1)}`;

/** The GraphQL type that an id's prefix names. */
export function typeOfId(id: string): string | undefined {
  const model = modelOfId(id);
  return model && typeNameOf(model);
}
