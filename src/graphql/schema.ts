import { type GraphQLSchema, isObjectType } from 'graphql';
import { builder } from './builder.js';
import './scalars.js';
import './node.js';
import './block-list.js';
import './refund-events.js';
import './refund-summary.js';
import './refundability.js';
import './refund-preview.js';
import './create-refunds.js';
import './update-refund-metadata.js';
import './cancel-refund.js';

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
