import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Scope } from '../rules/scopes.js';
import type { GatewayContext } from './context.js';
import { personalScopes, rootScopes } from './field-scopes.js';
import { requestError } from './request-error.js';

/**
 * Makes the personal fields of a schema require their scopes, for every executor. Adds to the description of each field
 * the scope that it needs.
 *
 * @throws if a root field is not in the table, or the table names a field that does not exist
 */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  const missing = new Set([...Object.keys(rootScopes), ...Object.keys(personalScopes)]);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
    (type) => type?.name,
  );
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      missing.delete(place);
      if (roots.includes(type.name) && !(place in rootScopes))
        throw new Error(`${place} has no scope. Add it to src/graphql/field-scopes.ts`);
      const scope = rootScopes[place] ?? personalScopes[place];
      if (scope) field.description = `${field.description} Needs the scope \`${scope}\`.`;
      if (isObjectType(type)) guard(place, field as GraphQLField<unknown, GatewayContext>);
    }
  }
  if (missing.size > 0) throw new Error(`src/graphql/field-scopes.ts names ${[...missing].join(', ')}`);
  return schema;
}

function guard(place: string, field: GraphQLField<unknown, GatewayContext>): void {
  const own = personalScopes[place];
  const conditions = field.args.flatMap(conditionsOf);
  if (!own && conditions.length === 0) return;
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info) => {
    if (own) requireScope(own, place, context);
    for (const { arg, name, place, scope } of conditions)
      if (args[arg]?.[name] != null) requireScope(scope, place, context);
    return resolve(source, args, context, info);
  };
}

/** The conditions of an argument that need a scope. */
function conditionsOf({ name: arg, type }: GraphQLArgument) {
  const input = getNamedType(type);
  if (!isInputObjectType(input)) return [];
  return Object.keys((input as GraphQLInputObjectType).getFields()).flatMap((name) => {
    const place = `${input.name}.${name}`;
    const scope = personalScopes[place];
    return scope ? [{ arg, name, place, scope }] : [];
  });
}

/** @throws FORBIDDEN for a caller without the scope, which the audit notes for the place */
export function requireScope(scope: Scope, place: string, { scopes, audit, actor }: GatewayContext): void {
  if (scopes.has(scope)) return;
  audit({ actor, action: place, outcome: 'refused', code: 'FORBIDDEN', objects: [] });
  throw forbidden(scope);
}

/** The error for a caller without a scope. */
export const forbidden = (scope: Scope) => requestError('FORBIDDEN', `This needs the scope ${scope}.`);
