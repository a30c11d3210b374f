import { type GraphQLSchema, isObjectType } from 'graphql';
import { builder } from './builder.js';
import './scalars.js';
import './operations/node.js';
import './types/block-list.js';
import './operations/follow-refund-events.js';
import './operations/refund-summary.js';
import './types/refundability.js';
import './operations/refund-preview.js';
import './operations/create-refunds.js';
import './operations/update-refund-metadata.js';
import './operations/cancel-refund.js';

/** The API. Its types stand in files of their own; those that no other type refers to are named here. */
export const schema = withPlainProperties(builder.toSchema());

/**
 * Relay's `edges`, `node` and `pageInfo` hand on a property of that name, each by a function. Without it the property
 * is read in place, as Pothos itself arranges for fields that are exposed.
 */
function withPlainProperties(of: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(of.getTypeMap())) {
    if (!isObjectType(type) || !/(Connection|Edge)$/.test(type.name)) continue;
    for (const name of ['edges', 'node', 'pageInfo']) {
      const field = type.getFields()[name];
      if (field) delete field.resolve;
    }
  }
  return of;
}
