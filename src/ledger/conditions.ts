import type { Sql } from '../database/sql.js';

/** The SQL of a filter, field by field: a filter that has a field without SQL does not compile. */
export type Conditions<Filter> = {
  readonly [F in keyof Filter]-?: (value: NonNullable<Filter[F]>) => readonly Sql[];
};

/** The SQL of the fields that a filter sets, in the order of the conditions. */
export function conditionsOf<Filter>(conditions: Conditions<Filter>, filter: Filter): Sql[] {
  const set: Sql[] = [];
  for (const field in conditions) {
    const value = filter[field];
    if (value != null) set.push(...conditions[field](value));
  }
  return set;
}

/** A value that is not itself an object of fields. */
type Leaf = string | number | bigint | boolean | Date | readonly unknown[] | ReadonlyMap<unknown, unknown>;

/**
 * Checks that a filter has exactly the fields for which there is SQL, at every depth. TypeScript lets an object have
 * more fields than its type, and the list would not be filtered by them. If `Given` has others, or lacks some, a call
 * of a function that takes `Given & Exactly<Filter, Given>` does not compile.
 */
export type Exactly<Filter, Given> = {
  readonly [F in Exclude<keyof Given, keyof Filter>]?: 'SQL has no condition for this field';
} & {
  readonly [F in Exclude<keyof Filter, keyof Given>]: 'the request does not have this field';
} & {
  readonly [F in keyof Filter & keyof Given]?: NonNullable<Filter[F]> extends Leaf
    ? unknown
    : Exactly<NonNullable<Filter[F]>, NonNullable<Given[F]>> | null | undefined;
};
