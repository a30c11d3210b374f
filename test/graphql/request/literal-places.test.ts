import { type ASTNode, GraphQLError, Kind, parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import { nameLiterals } from '../../../src/graphql/request/literal-places.js';

const document = parse(
  `query ($of: F = { a: 1 }) { a(list: [1, { deep: "${'x'.repeat(100)}" }], given: $of) }`,
);
const found = { text: [] as ASTNode[], variable: [] as ASTNode[], first: [] as ASTNode[] };
visit(document, {
  StringValue: (node) => void found.text.push(node),
  Argument: ({ value }) => void (value.kind === Kind.VARIABLE && found.variable.push(value)),
  IntValue: (node) => void found.first.push(node),
});
const about = (nodes: ASTNode[], message = 'It is wrong.') =>
  new GraphQLError(message, {
    nodes,
    extensions: { code: 'BAD_USER_INPUT' },
    originalError: new Error('why'),
  });

test('an error of a literal tells its place and a short value, and keeps its code and its cause', () => {
  const [error] = nameLiterals(document, [about(found.text)]);
  expect(error?.message).toMatch(
    /^Argument "list" got invalid value "x+.*" at "list\[1\]\.deep"; It is wrong\.$/,
  );
  expect(error?.message).not.toContain('x'.repeat(65));
  expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, originalError: { message: 'why' } });
  expect(error?.nodes).toEqual(found.text);
});

test('every other error stays as it is, also one of a variable', () => {
  const [other, variable] = [new GraphQLError('Another'), about(found.variable)];
  const [first, second, third] = nameLiterals(document, [other, variable, about(found.first.slice(0, 1))]);
  expect([first, second]).toEqual([other, variable]);
  expect(second?.message).toBe('It is wrong.');
  expect(third?.message).toBe('Default of variable "$of" got invalid value 1 at "of.a"; It is wrong.');
});
