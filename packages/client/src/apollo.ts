import { connections, lists, lookups, typesWithoutId } from '../generated/shape.js';
import { type PagesPolicy, pagesPolicy } from './apollo-pages.js';
import { possibleTypes } from './possible-types.js';

/** How Apollo's cache treats a field. */
type FieldPolicy = PagesPolicy | { merge: false } | { read: ReadById };

/** Finds an object that another query brought. Apollo asks the gateway only for what the cache lacks. */
type ReadById = (existing: unknown, options: ReferenceOptions) => unknown;
interface ReferenceOptions {
  // biome-ignore lint/suspicious/noExplicitAny: Apollo's type of arguments.
  readonly args: Record<string, any> | null;
  // biome-ignore lint/suspicious/noExplicitAny: Apollo's type of objects.
  toReference(object: any): unknown;
}

/** How Apollo's cache treats a type. */
interface TypePolicy {
  keyFields?: false;
  merge?: true;
  fields?: Record<string, FieldPolicy>;
}

const fieldPolicies: Record<string, Record<string, FieldPolicy>> = {};
const addFields = (type: string, fields: Record<string, FieldPolicy>): void => {
  fieldPolicies[type] = { ...fieldPolicies[type], ...fields };
};
const mapFields = <T>(fields: Readonly<Record<string, T>>, policyOf: (value: T) => FieldPolicy) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, policyOf(value)]));

for (const [type, fields] of Object.entries<Record<string, readonly string[]>>(connections))
  addFields(type, mapFields(fields, pagesPolicy));
// A list without pages is replaced as a whole.
for (const [type, fields] of Object.entries(lists))
  addFields(
    type,
    mapFields(fields, () => ({ merge: false })),
  );
addFields(
  'Query',
  mapFields(lookups, (__typename) => ({
    read: (existing: unknown, { args, toReference }: ReferenceOptions) =>
      existing ?? toReference({ __typename, id: args?.['id'] }),
  })),
);

/** For the option `typePolicies` of Apollo's InMemoryCache. */
export const typePolicies: Record<string, TypePolicy> = Object.fromEntries([
  ...Object.entries(fieldPolicies).map(([type, fields]) => [type, { fields }] as const),
  // Without an id, an object is part of the one that has it. Two queries may select different fields of it.
  ...typesWithoutId.map((type) => {
    const fields = fieldPolicies[type];
    return [type, { keyFields: false, merge: true, ...(fields && { fields }) }] as const;
  }),
]);

/** The options of Apollo's InMemoryCache: `new InMemoryCache(cacheOptions)`. */
export const cacheOptions = { possibleTypes, typePolicies };
