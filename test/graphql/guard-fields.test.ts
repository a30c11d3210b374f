import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { guardFields } from '../../src/graphql/guard-fields.js';
import { packageRoot } from '../../src/process/package-root.js';

const sdl = readFileSync(path.join(packageRoot, 'schema.graphql'), 'utf8');
/** The schema of the API without some of its fields, and with others. */
function schemaWith(added: string, ...without: readonly string[]): GraphQLSchema {
  const schema = buildSchema(`${sdl}\n${added}`);
  for (const place of without) {
    const [type = '', field = ''] = place.split('.');
    const found = schema.getType(type);
    if (found && 'getFields' in found) delete found.getFields()[field];
  }
  return schema;
}

describe('a developer is told', () => {
  test.each(['Query', 'Mutation', 'Subscription'])('that a root field has no scope: %s', (type) => {
    expect(() => guardFields(schemaWith(`extend type ${type} { secrets: String }`))).toThrow(
      new Error(`${type}.secrets has no scope. Add it to src/graphql/field-scopes.ts`),
    );
  });

  test('which fields have a scope, but do not exist', () => {
    const schema = schemaWith('', 'Charge.receiptUrl', 'Query.viewer', 'ChargeFilter.name');
    expect(() => guardFields(schema)).toThrow(
      new Error('src/graphql/field-scopes.ts names Query.viewer, Charge.receiptUrl, ChargeFilter.name'),
    );
  });

  test('nothing if every field is there, also one that is not of a root and needs no scope', () => {
    const schema = schemaWith('extend type Charge { colour: String }');
    expect(guardFields(schema)).toBe(schema);
  });
});
