import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, type GraphQLSchema, graphql } from 'graphql';
import { describe, expect, test } from 'vitest';
import { guardFields } from '../../src/graphql/guard-fields.js';
import { packageRoot } from '../../src/process/package-root.js';
import type { Scope } from '../../src/rules/scopes.js';

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

describe('a caller without the scope', () => {
  const schema = guardFields(schemaWith(''));
  const charge = { __typename: 'Charge', receiptUrl: () => 'https://pay.example/receipt', currency: 'usd' };
  const rootValue = { charge, refunds: { totalCount: 7 } };

  /** The answer, and what the audit is given. */
  async function ask(source: string, ...scopes: readonly Scope[]) {
    const audited: unknown[] = [];
    const contextValue = {
      actor: 'desk',
      scopes: new Set(scopes),
      audit: (note: unknown) => void audited.push(note),
    };
    const { data, errors } = await graphql({ schema, source, rootValue, contextValue });
    return {
      data,
      audited,
      errors: errors?.map(({ message, path, extensions }) => ({ message, path, extensions })),
    };
  }
  const forbidden = (...path: readonly string[]) => ({
    message: 'This needs the scope customers:read.',
    path,
    extensions: { code: 'FORBIDDEN' },
  });
  const noted = (action: string) => ({
    actor: 'desk',
    action,
    outcome: 'refused',
    code: 'FORBIDDEN',
    objects: [],
  });

  test('of a field gets null and an error, and everything else', async () => {
    const source = '{ charge(id: "ch_1") { receiptUrl currency } }';
    expect(await ask(source, 'refunds:read')).toEqual({
      data: { charge: { receiptUrl: null, currency: 'usd' } },
      errors: [forbidden('charge', 'receiptUrl')],
      audited: [noted('Charge.receiptUrl')],
    });
    expect(await ask(source, 'customers:read')).toEqual({
      data: { charge: { receiptUrl: 'https://pay.example/receipt', currency: 'usd' } },
      errors: undefined,
      audited: [],
    });
  });

  test.each([
    ['email: "a@b.c"', 'RefundFilter.email'],
    ['emailStartsWith: "a"', 'RefundFilter.emailStartsWith'],
    ['instructionsEmail: "a@b.c"', 'RefundFilter.instructionsEmail'],
    ['name: "Jenny", status: SUCCEEDED', 'RefundFilter.name'],
  ])('of a condition gets no list: %s', async (filter, place) => {
    const source = `{ refunds(filter: { ${filter} }) { totalCount } }`;
    expect(await ask(source, 'refunds:read')).toMatchObject({
      errors: [forbidden('refunds')],
      audited: [noted(place)],
    });
    expect(await ask(source, 'customers:read')).toMatchObject({ errors: undefined, audited: [] });
  });

  test.each([
    '',
    '(first: 1)',
    '(filter: null)',
    '(filter: {})',
    '(filter: { email: null, status: SUCCEEDED })',
  ])('gets a list without such a condition: %s', async (given) => {
    expect(await ask(`{ refunds${given} { totalCount } }`)).toEqual({
      data: { refunds: { totalCount: 7 } },
      errors: undefined,
      audited: [],
    });
  });
});
