import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isUnionType,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createKeyCodes } from '../../src/callers/create-key-by-caller.js';
import { revokeKeyCodes } from '../../src/callers/revoke-key-by-caller.js';
import { schema } from '../../src/graphql/schema.js';
import { errorTypes, inputFieldNames } from '../../src/graphql/types/refund-error.js';
import { packageRoot } from '../../src/process/package-root.js';
import { approveRefundCodes } from '../../src/refunds/approvals/approve-refund.js';
import { rejectRefundCodes } from '../../src/refunds/approvals/reject-refund.js';
import { cancelRefundCodes } from '../../src/refunds/cancel-refund.js';
import { createRefundCodes } from '../../src/refunds/create/create-refund.js';
import { previewRefundCodes } from '../../src/refunds/preview-refund.js';
import { updateRefundMetadataCodes } from '../../src/refunds/update-refund-metadata.js';
import type { RefusalCode } from '../../src/rules/refusal.js';

const types = Object.values(schema.getTypeMap());
const unions = types.filter(isUnionType);
const isRefusal = (type: GraphQLObjectType): boolean =>
  type.getInterfaces().some(({ name }) => name === 'RefundError');

describe('a query can select the fields that two members of a union share from both', () => {
  // Node is left out because its members differ on purpose: a refund's status is another enum than a charge's.
  const natural = types
    .filter(isAbstractType)
    .filter((type) => isUnionType(type) || type.name === 'RefundError');
  const pairs = natural.flatMap((type) => {
    const members = schema.getPossibleTypes(type);
    return members.flatMap((one, index) =>
      members.slice(index + 1).map((other) => ({ type: type.name, one, other })),
    );
  });

  test.each(pairs)('$type: $one.name and $other.name', ({ type, one, other }) => {
    const shared = Object.values(one.getFields()).filter(({ name }) =>
      Object.hasOwn(other.getFields(), name),
    );
    const fields = shared.map((field) =>
      isCompositeType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name,
    );
    const selection = ['__typename', ...fields].join(' ');
    const document = `fragment Natural on ${type} { ... on ${one.name} { ${selection} } ... on ${other.name} { ${selection} } }`;
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
    expect(validate(schema, parse(document), rules).map(({ message }) => message)).toEqual([]);
  });
});

describe('a result union has its payload and the type of each code of its verb', () => {
  const codes: Readonly<Record<string, readonly RefusalCode[]>> = {
    ApproveRefundResult: approveRefundCodes,
    CancelRefundResult: cancelRefundCodes,
    CreateApiKeyResult: createKeyCodes,
    CreateRefundResult: createRefundCodes,
    RefundPreviewResult: previewRefundCodes,
    RejectRefundResult: rejectRefundCodes,
    RevokeApiKeyResult: revokeKeyCodes,
    UpdateRefundMetadataResult: updateRefundMetadataCodes,
  };
  const results = unions.filter((union) => union.getTypes().some(isRefusal));

  test('every union with a refusal is listed', () => {
    expect(results.map(({ name }) => name).sort()).toEqual(Object.keys(codes));
  });

  test.each(results)('$name', (union) => {
    const [refusals, payloads] = [true, false].map((wanted) =>
      union.getTypes().flatMap((type) => (isRefusal(type) === wanted ? [type.name] : [])),
    );
    const given = (codes[union.name] ?? []).map((code) => errorTypes[code].name);
    expect(refusals?.sort()).toEqual([...new Set(given)].sort());
    // A refund may wait for approval instead.
    expect(payloads).toHaveLength(union.name === 'CreateRefundResult' ? 2 : 1);
  });
});

test('every code of a refusal is given by a rule or a verb', () => {
  const sources = ['src/rules', 'src/refunds', 'src/callers'].flatMap((folder) =>
    readdirSync(path.join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(packageRoot, folder, file), 'utf8')),
  );
  const given = sources.flatMap((text) => [...text.matchAll(/\bcode: '(\w+)'/g)].map(([, code]) => code));
  expect(Object.keys(errorTypes).filter((code) => !given.includes(code))).toEqual([]);
});

test('the param of every refusal is the name of an input field', () => {
  const fields = types.filter(isInputObjectType).flatMap((type) => Object.keys(type.getFields()));
  expect(fields).toEqual(expect.arrayContaining(Object.values(inputFieldNames)));
  // This API names them as the rules do.
  expect(Object.entries(inputFieldNames).filter(([field, name]) => name !== field)).toEqual([]);
});
