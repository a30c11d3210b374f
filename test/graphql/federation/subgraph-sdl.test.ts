import { buildSchema, findBreakingChanges, isObjectType, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { federatedSchema } from '../../../src/graphql/federation/federated-schema.js';
import { entityModels } from '../../../src/graphql/federation/representation.js';
import { subgraphSdl } from '../../../src/graphql/federation/subgraph-sdl.js';
import { federationScopes, rootScopes } from '../../../src/graphql/field-scopes.js';
import { federationCosts } from '../../../src/graphql/limits/field-costs.js';
import { typeNameOf } from '../../../src/graphql/node-types.js';
import { schema } from '../../../src/graphql/schema.js';

const sdl = subgraphSdl(schema);

test('the SDL holds the whole API, and the three entities by their id', () => {
  // Text does not name the standard scalars that no field has.
  const api = buildSchema(printSchema(schema));
  const directives = 'directive @key(fields: String!) on OBJECT\ndirective @shareable on OBJECT\n';
  const read = buildSchema(`${directives}${sdl.replace(/^extend schema @link.*$/m, '')}`);
  expect(findBreakingChanges(api, read)).toEqual([]);
  expect(findBreakingChanges(read, api).map(({ description }) => description)).toEqual([
    'key was removed.',
    'shareable was removed.',
  ]);
  expect(sdl.match(/@key\(fields: "id"\)/g)).toHaveLength(entityModels.length);
  for (const model of entityModels)
    expect(sdl).toContain(`type ${typeNameOf(model)} implements Node @key(fields: "id") {`);
  expect(sdl).toContain('type PageInfo @shareable {');
});

test('the federated schema adds the fields for routers, and changes nothing else', () => {
  const federated = federatedSchema(schema);
  expect(findBreakingChanges(schema, federated)).toEqual([]);
  const fieldsOf = (one: typeof schema) =>
    Object.values(one.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  const before = new Set(fieldsOf(schema));
  const added = fieldsOf(federated).filter((field) => !before.has(field));
  expect(added.toSorted()).toEqual(['Query._entities', 'Query._service', '_Service.sdl']);
  // Each has its scope and its cost.
  const roots = added.filter((field) => field.startsWith('Query.'));
  expect(Object.keys(federationScopes).toSorted()).toEqual(roots.toSorted());
  expect(roots.filter((field) => field in rootScopes)).toEqual([]);
  expect(Object.keys(federationCosts)).toEqual(['Query._entities']);
  const { _entities } = federated.getQueryType()?.getFields() ?? {};
  expect(_entities?.description).toContain(`\`${federationScopes['Query._entities']}\``);
});
