import fc from 'fast-check';
import { getNamedType, isObjectType, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { expect, test } from 'vitest';
import { personalScopes, rootScopes } from '../../../src/graphql/field-scopes.js';
import { schema } from '../../../src/graphql/schema.js';
import { allScopes, type Scope } from '../../../src/rules/scopes.js';
import { type GeneratedRequest, requests } from '../../support/clients/query-generator.js';
import { GENEROUS_LIMITS } from '../../support/gateways/generous-limits.js';
import { as, TestCallers } from '../../support/gateways/test-callers.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertKeys } from '../../support/rows/insert-keys.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const callers = new TestCallers();
const nameOf = (scopes: readonly Scope[]): string => `may-${scopes.join('-').replaceAll(':', '.')}`;
const subsets = Array.from({ length: 2 ** allScopes.length }, (_, set) =>
  allScopes.filter((_scope, at) => (set >> at) % 2 === 1),
);
for (const scopes of subsets) callers.add(nameOf(scopes), scopes);

const gateway = testGateway({
  recognizer: callers,
  requestLimits: GENEROUS_LIMITS,
});
let ids: string[] = [];
gateway.prepare(async () => {
  ids = Object.values(await insertRichRefunds(gateway.database, 4)).flat();
  await insertKeys(gateway.database);
});

/** A few seconds' worth of runs. SCOPE_RUNS sets a larger number. */
const RUNS = Number(process.env['SCOPE_RUNS'] ?? 15);
const TIMEOUT_MS = 60_000 + RUNS * 500;
/** A document is compiled when it arrives the third time. */
const TIMES = 4;

/** Without `viewer`, which differs by caller. */
const rootsOf = (name: string): string[] =>
  Object.keys(rootScopes).filter((place) => place.startsWith(`${name}.`) && place !== 'Query.viewer');

type Path = 'fast' | 'standard';

/** The standard path takes what may be a subscription, such as a query with that word in a comment. */
async function ask({ query, variables }: GeneratedRequest, scopes: readonly Scope[], path: Path) {
  const { payload } = await gateway.http({
    headers: { 'content-type': 'application/json', 'x-request-id': 'same', ...as(nameOf(scopes)) },
    body: JSON.stringify({ query: path === 'fast' ? query : `${query}\n# no subscription`, variables }),
  });
  return payload;
}

/** Executors may report errors in another order, and any of several that make one place null. */
const dataOf = (answer: string): string => JSON.stringify(JSON.parse(answer).data ?? null);

/** The keys in answers under which personal fields are asked for, without conditions of filters. */
function personalKeys({ query }: GeneratedRequest): ReadonlyMap<string, Scope> {
  const found = new Map<string, Scope>();
  const types = new TypeInfo(schema);
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field({ alias, name }) {
        const scope = personalScopes[`${types.getParentType()?.name}.${name.value}`];
        if (scope) found.set((alias ?? name).value, scope);
      },
    }),
  );
  return found;
}

/** Every value in an answer under one of these keys. */
function valuesUnder(value: unknown, keys: ReadonlySet<string>): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(keys.has(key) ? [inner] : []),
    ...valuesUnder(inner, keys),
  ]);
}

test.each([
  ['Query', () => ids],
  ['Mutation', () => ['re_unknown', 'ch_unknown', 'pi_unknown']],
] as const)(
  'a caller gets the same on both paths, compiled or not, and nothing without its scope: %s',
  async (type, known) => {
    const seen = { refused: 0, nulled: 0, whole: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rootsOf(type)).chain((root) =>
          fc.record({
            root: fc.constant(root),
            request: requests({ schema, ids: known(), roots: [root] }),
            scopes: fc.constantFrom(...subsets),
          }),
        ),
        async ({ root, request, scopes }) => {
          fc.pre(validate(schema, parse(request.query)).length === 0);
          // A root field may be skipped, and an answer may differ by what is skipped below.
          fc.pre(!request.query.includes('@'));
          const needed = rootScopes[root];
          const answers = [];
          for (let time = 0; time < TIMES; time++)
            for (const path of ['fast', 'standard'] as const) answers.push(await ask(request, scopes, path));
          const [first = ''] = answers;
          expect(new Set(answers.map(dataOf))).toEqual(new Set([dataOf(first)]));
          const answer = JSON.parse(first);
          if (needed && !scopes.includes(needed)) {
            seen.refused++;
            expect(answer).toEqual({
              errors: [
                {
                  message: `This needs the scope ${needed}.`,
                  extensions: { code: 'FORBIDDEN', requestId: 'same' },
                },
              ],
            });
            return;
          }
          const lacking = new Set(
            [...personalKeys(request)].filter(([, scope]) => !scopes.includes(scope)).map(([key]) => key),
          );
          const values = valuesUnder(answer.data, lacking).filter((value) => value !== null);
          expect(values).toEqual([]);
          const forbidden = (answer.errors ?? []).filter(
            ({ extensions }: { extensions: { code: string } }) => extensions.code === 'FORBIDDEN',
          );
          if (forbidden.length > 0) seen.nulled++;
          else {
            seen.whole++;
            expect(dataOf(first)).toBe(dataOf(await ask(request, allScopes, 'fast')));
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    if (RUNS > 100) console.log(JSON.stringify(seen));
    expect(seen.refused).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test('every root field is in the table, and the description of each field says its scope', () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
    (type) => Object.values(type?.getFields() ?? {}).map((field) => `${type?.name}.${field.name}`),
  );
  expect(Object.keys(rootScopes).toSorted()).toEqual(roots.toSorted());
  for (const [place, scope] of Object.entries({ ...rootScopes, ...personalScopes })) {
    const [typeName = '', name = ''] = place.split('.');
    const type = schema.getType(typeName);
    const field = type && 'getFields' in type ? type.getFields()[name] : undefined;
    if (scope) expect(field?.description, place).toMatch(new RegExp(`Needs the scope \`${scope}\`\\.$`));
    else expect(field?.description, place).not.toContain('scope `');
  }
});

/** Fields whose names say that they are about a person. */
const PERSONAL = /e-?mail|phone|address|receiptUrl|(customer|billing)Name|BillingDetails\.name/i;

test('every field with an e-mail address needs a scope, or is known to hold none', () => {
  const places = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getFields' in type
      ? Object.values(type.getFields()).map((field) => ({ place: `${type.name}.${field.name}`, field }))
      : [],
  );
  const personal = places
    .filter(({ place, field }) => PERSONAL.test(place) && !isObjectType(getNamedType(field.type)))
    .map(({ place }) => place);
  expect(personal.filter((place) => !(place in personalScopes)).toSorted()).toEqual([
    // `Charge.billingDetails` needs the scope.
    'BillingDetails.email',
    'BillingDetails.name',
    // Whoever writes it knows it.
    'CreateRefundInput.instructionsEmail',
    // A time.
    'RefundNextActionEmailSent.emailSentAt',
    'RefundPreviewInput.instructionsEmail',
    // A truth value.
    'Refundability.requiresInstructionsEmail',
  ]);
});

test('a personal field without its scope is null with an error, and the rest of the answer stands', async () => {
  const query =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Refund { instructionsEmail } ... on Charge { blockListEntries { value } billingDetails { email name } receiptUrl } } }';
  // An entry of the block list is refused as a whole.
  const others = ids.filter((id) => !id.startsWith('blk_'));
  expect(others.length).toBeGreaterThan(5);
  const answer = await gateway.query(query, { ids: others }, as(nameOf(['refunds:read'])));
  expect(answer.data.nodes.map(({ id }: { id: string }) => id)).toEqual(others);
  expect(
    valuesUnder(
      answer.data,
      new Set(['instructionsEmail', 'blockListEntries', 'billingDetails', 'receiptUrl']),
    ),
  ).not.toContainEqual(expect.anything());
  expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
});

test('a filter by an e-mail address needs its scope, in a literal and in a variable', async () => {
  const literal = '{ refunds(filter: { instructionsEmail: "jenny@example.com" }) { nodes { id } } }';
  const variable = 'query ($filter: RefundFilter) { refunds(filter: $filter) { nodes { id } } }';
  const filter = { instructionsEmail: 'jenny@example.com' };
  for (const [query, variables] of [
    [literal, {}],
    [variable, { filter }],
  ] as const) {
    const { data, errors } = await gateway.query(query, variables, as(nameOf(['refunds:read'])));
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const allowed = await gateway.query(query, variables, as(nameOf(['refunds:read', 'customers:read'])));
    expect(allowed.errors).toBeUndefined();
  }
});

test('a scope is not needed for a root field that is skipped', async () => {
  const query =
    'query ($with: Boolean = false) { viewer { name } blockList @include(if: $with) { totalCount } }';
  const reader = as(nameOf(['refunds:read']));
  expect((await gateway.query(query, {}, reader)).errors).toBeUndefined();
  expect((await gateway.query(query, { with: true }, reader)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('an entry of the block list is found by node and nodes with the scope customers:read only', async () => {
  const { id } = await gateway.database.prisma.blockListEntry.findFirstOrThrow();
  for (const query of [
    'query ($id: ID!) { node(id: $id) { id } }',
    'query ($id: ID!) { nodes(ids: [$id]) { id } }',
  ]) {
    const refused = await gateway.query(query, { id }, as(nameOf(['refunds:read'])));
    expect(JSON.stringify(refused)).not.toContain(id);
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const allowed = await gateway.query(query, { id }, as(nameOf(['refunds:read', 'customers:read'])));
    expect([allowed.errors, JSON.stringify(allowed.data).includes(id)]).toEqual([undefined, true]);
  }
});
