import SchemaBuilder, { type ObjectRef } from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import type PrismaTypes from '../../prisma/generated/pothos-types.js';
import { getDatamodel } from '../../prisma/generated/pothos-types.js';
import type { Selected } from '../ledger/select.js';
import type { Model, StoredRows } from '../ledger/tables.js';
import type { TimeBound } from '../ledger/time-bound.js';
import type { Metadata, MetadataChange } from '../rules/metadata.js';
import type { GatewayContext } from './context.js';
import { typeOfId } from './node-types.js';

export const builder = new SchemaBuilder<{
  Context: GatewayContext;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  Scalars: {
    DateTime: { Input: TimeBound; Output: Date };
    ID: { Input: string; Output: string };
    Metadata: { Input: MetadataChange; Output: Metadata };
    SafeInt: { Input: bigint; Output: bigint };
    String: { Input: string; Output: string };
  };
}>({
  plugins: [RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: ({ database }) => database.prisma, dmmf: getDatamodel() },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    pageInfoTypeOptions: { description: 'Pagination details of a connection.' },
    hasNextPageFieldOptions: { description: 'True if rows follow this page, in either direction of paging.' },
    hasPreviousPageFieldOptions: {
      description: 'True if rows precede this page, in either direction of paging.',
    },
    startCursorFieldOptions: {
      description: 'The cursor of the first row. Pass it as `before` to get the previous page.',
    },
    endCursorFieldOptions: {
      description: 'The cursor of the last row. Pass it as `after` to get the next page.',
    },
    firstArgOptions: {
      description: 'The number of rows from the start of the list, or after `after`: 1 to 100. Default: 10.',
    },
    lastArgOptions: {
      description:
        'The number of rows from the end of the list, or before `before`: 1 to 100. Not together with `first`.',
    },
    afterArgOptions: {
      description: 'Only rows after this cursor. It may come from any list of the same type.',
    },
    beforeArgOptions: {
      description: 'Only rows before this cursor. It may come from any list of the same type.',
    },
    nodeTypeOptions: {
      description:
        "An object with a global id: Stripe's prefixed id, the same in every field and in `node(id:)`.",
      // It must not throw, even for a row without an id: the compiler of queries would lose the whole answer.
      resolveType: (row: unknown) => typeOfId(`${(row as { id?: unknown }).id}`),
    },
    idFieldOptions: { description: "The object's id, with its prefix." },
    // The plugin's own fields expect its base64 ids. `operations/node.ts` has the fields for Stripe's ids.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
  },
});

/** The builder's types, for functions that take a reference to a GraphQL type. */
export type SchemaTypes = typeof builder.$inferSchemaTypes;

/**
 * The GraphQL type of a model's rows. A field of this type resolves to a row that was read for the query, or to a whole
 * row. Without this annotation, Pothos accepts whole rows only.
 */
export type RowType<M extends Model> = ObjectRef<SchemaTypes, Selected<M> | StoredRows[M]>;

builder.queryType({
  description:
    'Queries. Lists are newest first, except the events of a refund, which are oldest first. A page has 10 rows by default.',
});
builder.subscriptionType({
  description:
    'Events as they happen, sent as server-sent events. Send a POST request with the header `Accept: text/event-stream`, or a GET, as an EventSource does.',
});
builder.mutationType({
  description:
    'Changes. If the rules refuse a change, the result is a type that implements RefundError and gives the reason. An entry in `errors` has another cause, such as an invalid request or an unavailable database; its `extensions.code` tells which.',
});
