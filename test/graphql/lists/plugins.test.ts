import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import { execute, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { builder } from '../../../src/graphql/builder.js';
import { schema } from '../../../src/graphql/schema.js';

declare global {
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      recording: RecordingPlugin<Types>;
    }
  }
}

const resolved = new Set<string>();

/** Records each resolved field, in the way of a plugin for scopes or traces. */
class RecordingPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { parentType, name }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    return (...args) => {
      resolved.add(`${parentType}.${name}`);
      return resolver(...args);
    };
  }
}
SchemaBuilder.registerPlugin('recording', RecordingPlugin);

/** The fields of the connection and edge types by name, and whether GraphQL calls a resolver for them. */
const listFields = (from: GraphQLSchema): Map<string, boolean> =>
  new Map(
    Object.values(from.getTypeMap())
      .filter(isObjectType)
      .filter((type) => 'edges' in type.getFields() || 'cursor' in type.getFields())
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .map(({ type, field }) => [`${type.name}.${field.name}`, field.resolve !== undefined]),
  );

test('all fields of a list except totalCount are properties that GraphQL reads without a call', () => {
  const called = [...listFields(schema)].filter(([, isCalled]) => isCalled).map(([name]) => name);
  expect(called.toSorted()).toEqual(
    ['ApiKey', 'AuditEntry', 'BlockList', 'Charge', 'PaymentIntent', 'RefundApproval', 'Refund'].map(
      (name) => `${name}Connection.totalCount`,
    ),
  );
});

test('no resolver is removed after the builder and its plugins created it', () => {
  expect(listFields(schema)).toEqual(listFields(builder.toSchema()));
});

test('a plugin that wraps resolvers is called for every field of every list', async () => {
  const { plugins = [] } = builder.options;
  onTestFinished(() => {
    builder.options.plugins = plugins;
  });
  builder.options.plugins = [...plugins, 'recording'];
  const recorded = builder.toSchema();

  const now = new Date();
  const row = { id: 're_1', created: now, position: 1n };
  const page = { rows: [row], hasPreviousPage: false, hasNextPage: false };
  const contextValue = {
    database: {
      query: async ({ text }: { text: string }) => [text.includes('count(*)') ? [1n] : ['id', now]],
    },
    load: { page: async () => page, row: async (_: string, id: string) => ({ ...row, id }) },
  };
  const list = 'pageInfo { startCursor } edges { cursor node { __typename } } nodes { __typename }';
  const lists = [
    'refunds',
    'charges',
    'paymentIntents',
    'blockList',
    'refundApprovals',
    'apiKeys',
    'auditEntries',
  ];
  const document = parse(`{
    ${lists.map((name) => `${name} { totalCount ${list} }`).join(' ')}
    node(id: "re_1") { ... on Refund { events { ${list} } } }
    approval: node(id: "apr_1") { ... on RefundApproval { events { ${list} } } } }`);
  const { errors } = await execute({ schema: recorded, document, contextValue });
  expect(errors).toBeUndefined();
  const fields = [...listFields(recorded).keys()];
  expect(fields.length).toBeGreaterThan(20);
  expect(fields.filter((name) => !resolved.has(name))).toEqual([]);
});
