import type { Model } from '../../ledger/tables.js';
import { shorten } from '../../rules/text.js';
import { typeNameOf } from '../node-types.js';
import { requestError } from '../request-error.js';

/** The models that other subgraphs may refer to, each by its id. The GraphQL type has the model's name. */
export const entityModels = ['refund', 'charge', 'paymentIntent'] as const satisfies readonly Model[];

type EntityModel = (typeof entityModels)[number];

const modelByType = new Map<string, EntityModel>(entityModels.map((model) => [typeNameOf(model), model]));

/**
 * As many as one list of variables may have (`MAX_ITEMS`). A router asks at once for all entities of a page of another
 * subgraph, whose pages may be longer than ours.
 */
export const MAX_REPRESENTATIONS = 500;

/**
 * The model and the id that a representation names. Further fields are ignored.
 *
 * @throws PARAMETER_INVALID for a type that is no entity, or a key that is no id: the router has another schema
 */
export function readRepresentation(given: unknown): { readonly model: EntityModel; readonly id: string } {
  const { __typename: type, id } = Object(given) as { readonly __typename?: unknown; readonly id?: unknown };
  const model = typeof type === 'string' ? modelByType.get(type) : undefined;
  if (!model)
    throw invalid(
      typeof type === 'string'
        ? `'${shorten(type)}' is no entity. The entities are ${[...modelByType.keys()].join(', ')}.`
        : 'A representation must be an object with a __typename.',
    );
  if (typeof id !== 'string') throw invalid(`A representation of ${type} must have the key id, as text.`);
  return { model, id };
}

/** @throws PARAMETER_INVALID for too many representations */
export function refuseTooMany(representations: readonly unknown[]): void {
  if (representations.length > MAX_REPRESENTATIONS)
    throw invalid(`At most ${MAX_REPRESENTATIONS} representations can be given.`);
}

const invalid = (message: string) => requestError('PARAMETER_INVALID', message, 'representations');
