import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isAbstractType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { filesOf } from '../../../packages/client/build/files.js';
import { typePolicies } from '../../../packages/client/src/apollo.js';
import { graphcacheOptions } from '../../../packages/client/src/graphcache.js';
import { possibleTypes } from '../../../packages/client/src/possible-types.js';
import { outdated } from '../../../src/commands/written-file.js';
import { printSortedSchema } from '../../../src/graphql/print-schema.js';
import { schema } from '../../../src/graphql/schema.js';
import { packageRoot } from '../../../src/process/package-root.js';

const directory = path.join(packageRoot, 'packages/client/generated');

test('the files of packages/client are up to date with the code', () => {
  const files = filesOf(printSortedSchema());
  expect(readdirSync(directory).toSorted()).toEqual([...files.keys()].toSorted());
  for (const [name, content] of files) {
    const written = readFileSync(path.join(directory, name), 'utf8');
    // Without a difference of a thousand lines.
    expect(
      written === content,
      outdated({ name: `packages/client/generated/${name}`, command: 'npm run schema' }),
    ).toBe(true);
  }
});

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
const objects = types.filter(isObjectType);
const fieldsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).map((field) => ({ type, field, place: `${type.name}.${field.name}` }));
const fields = objects.flatMap(fieldsOf);
const paged = fields.filter(({ field }) => field.args.some(({ name }) => name === 'first'));
const withoutId = objects.filter((type) => !roots.includes(type) && !('id' in type.getFields()));

const resolver = () => undefined;
const graphcache = graphcacheOptions(() => resolver);

/** The key of a list in Apollo's cache: what it has besides the page. */
function keyOf(type: string, field: string, args: object): unknown {
  const policy = typePolicies[type]?.fields?.[field];
  return policy && 'keyArgs' in policy ? policy.keyArgs(args as Record<string, unknown>) : undefined;
}

test('every field with pages keeps them, in Apollo and in graphcache, under all of its other arguments', () => {
  expect(paged.length).toBeGreaterThan(5);
  for (const { type, field, place } of paged) {
    const others = field.args
      .map(({ name }) => name)
      .filter((name) => !['first', 'last', 'after', 'before'].includes(name));
    expect(keyOf(type.name, field.name, { first: 3 }), place).toEqual(others.length > 0 ? others : false);
    expect(keyOf(type.name, field.name, { last: 3 }), place).toEqual([...others, 'last']);
    expect(graphcache.resolvers[type.name]?.[field.name], place).toBeTypeOf('function');
  }
});

test('every type without an id is a part of its owner, in Apollo and in graphcache, and no other type', () => {
  expect(withoutId.length).toBeGreaterThan(10);
  const names = withoutId.map(({ name }) => name).toSorted();
  const embedded = Object.entries(typePolicies).filter(([, policy]) => policy.keyFields === false);
  expect(embedded.map(([name]) => name).toSorted()).toEqual(names);
  expect(embedded.filter(([, policy]) => policy.merge !== true)).toEqual([]);
  expect(Object.keys(graphcache.keys).toSorted()).toEqual(names);
  for (const keyOf of Object.values(graphcache.keys)) expect(keyOf()).toBeNull();
});

test('every list of objects without pages is replaced as a whole', () => {
  const lists = fields.filter(({ type, field }) => {
    const named = getNamedType(field.type);
    const ofObjects = isObjectType(named) || isAbstractType(named);
    return ofObjects && isListType(getNullableType(field.type)) && !type.name.endsWith('Connection');
  });
  expect(lists.length).toBeGreaterThan(3);
  for (const { type, field, place } of lists)
    expect(typePolicies[type.name]?.fields?.[field.name], place).toEqual({ merge: false });
});

test('no setting names a type or a field that the schema does not have', () => {
  const known = new Set(fields.map(({ place }) => place));
  const places = Object.entries(typePolicies).flatMap(([type, policy]) =>
    Object.keys(policy.fields ?? {}).map((field) => `${type}.${field}`),
  );
  expect(places.filter((place) => !known.has(place))).toEqual([]);
  for (const type of types.filter(isAbstractType))
    expect(possibleTypes[type.name], type.name).toEqual(
      schema.getPossibleTypes(type).map(({ name }) => name),
    );
});
