import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.js';

/** The schema as `schema.graphql` holds it: sorted, so that a change shows as what it is. */
export const printSortedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
