import * as shape from '../generated/shape.js';

/** The object types of each interface and union, for caches that match fragments, such as Apollo's and Houdini's. */
export const possibleTypes: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(shape.possibleTypes).map(([name, types]) => [name, [...types]]),
);
