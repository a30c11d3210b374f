import { revokeKeyByCaller, revokeKeyCodes } from '../../callers/revoke-key-by-caller.js';
import type { Rows } from '../../ledger/tables.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { ApiKey } from '../types/api-key.js';
import { resultUnion } from '../types/result-union.js';

const RevokeApiKeyPayload = builder
  .objectRef<{ readonly apiKey: Rows['apiKey'] }>('RevokeApiKeyPayload')
  .implement({
    description: 'The revoked API key.',
    fields: (t) => ({
      apiKey: t.expose('apiKey', { type: ApiKey, description: 'The key as it is now.' }),
    }),
  });

const RevokeApiKeyResult = resultUnion(
  'RevokeApiKeyResult',
  'The revoked API key, or the reason why it was not revoked.',
  RevokeApiKeyPayload,
  revokeKeyCodes,
);

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'The API key to revoke. Give its id or its name.',
  fields: (t) => ({
    id: t.id({ description: 'The id of the key.' }),
    name: t.string({ description: 'The name of the key.' }),
  }),
});

builder.mutationField('revokeApiKey', (t) =>
  t.field({
    type: RevokeApiKeyResult,
    description:
      'Ends an API key for ever, and its event streams: in this process at once, in others within seconds. A key that is revoked already stays as it is. A key may revoke itself. Keys that it made stay valid.',
    args: {
      input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'The API key to revoke.' }),
    },
    resolve: async (_, { input: { id, name } }, context) => {
      const result = await revokeKeyByCaller(context, { id: id ?? null, name: name ?? null });
      return isRefusal(result) ? result : { apiKey: result };
    },
  }),
);
