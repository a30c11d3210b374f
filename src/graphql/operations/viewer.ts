import type { Scope } from '../../rules/scopes.js';
import { allScopes } from '../../rules/scopes.js';
import { builder } from '../builder.js';

interface ViewerValue {
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
}

const Viewer = builder.objectRef<ViewerValue>('Viewer').implement({
  description: 'The caller: who asks, and what they may do.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: "The caller's name, as events have it. Null where no authentication is configured.",
    }),
    scopes: t.stringList({
      description: 'What the caller may do, such as `refunds:read` and `refunds:write`.',
      resolve: ({ scopes }) => allScopes.filter((scope) => scopes.has(scope)),
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'Who asks, and what they may do. With it a screen hides what would be refused.',
    resolve: (_, _args, { actor, scopes }) => ({ name: actor, scopes }),
  }),
);
