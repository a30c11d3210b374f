import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';

export const ApiKey: RowType<'apiKey'> = builder.prismaObject('ApiKey', {
  description:
    'A key with which a program calls the gateway. The key itself is kept nowhere, and no field has its hash.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `key_`.' }),
    name: t.exposeString('name', {
      description: "The caller's name in the history of refunds. It is never given to another key.",
    }),
    scopes: t.exposeStringList('scopes', {
      description: 'What the key may do, such as `refunds:read` and `refunds:write`.',
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time when it was made.' }),
    createdBy: t.exposeString('createdBy', {
      nullable: true,
      description:
        'The caller who made it. Null if an operator did, by a command, or a caller without a name.',
    }),
    expires: t.expose('expires', {
      type: 'DateTime',
      nullable: true,
      description: 'The time from which it is not valid; null if it never expires.',
    }),
    lastUsed: t.expose('lastUsed', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of its last use, to the minute; null if it was never used.',
    }),
    revoked: t.expose('revoked', {
      type: 'DateTime',
      nullable: true,
      description: 'The time when it was revoked; null if it was not.',
    }),
    revokedBy: t.exposeString('revokedBy', {
      nullable: true,
      description:
        'The caller who revoked it. Null if an operator did, by a command, or a caller without a name.',
    }),
  }),
});

const apiKeys = listOf('apiKey', ApiKey, {
  name: 'ApiKey',
  description: 'A page of API keys.',
  edge: 'An API key in a list.',
  totalCount: 'The number of API keys in the whole list. Counted only if selected.',
});

builder.queryField('apiKeys', (t) =>
  t.field({
    type: apiKeys.Connection,
    description: 'All API keys, newest first, also those that are revoked or have expired.',
    args: t.arg.connectionArgs(),
    resolve: (_, args, context, info) => apiKeys.page(args, {}, context, info),
  }),
);
