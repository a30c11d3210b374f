import type { CreatedKey } from '../../callers/create-key.js';
import { createKeyByCaller, createKeyCodes } from '../../callers/create-key-by-caller.js';
import { builder } from '../builder.js';
import { ApiKey } from '../types/api-key.js';
import { resultUnion } from '../types/result-union.js';

const CreateApiKeyPayload = builder.objectRef<CreatedKey>('CreateApiKeyPayload').implement({
  description: 'The new API key.',
  fields: (t) => ({
    apiKey: t.expose('apiKey', { type: ApiKey, description: 'What is kept of the key.' }),
    secret: t.exposeString('secret', {
      description:
        'The key itself, for the header `Authorization: Bearer …`. It is shown this once: only its hash is kept.',
    }),
  }),
});

const CreateApiKeyResult = resultUnion(
  'CreateApiKeyResult',
  'The new API key, or the reason why it was not made.',
  CreateApiKeyPayload,
  createKeyCodes,
);

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'The API key to make.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        "The caller's name in the history of refunds: up to 255 characters on one line. A name that a key ever had is refused.",
    }),
    scopes: t.stringList({
      required: true,
      description: 'What the key may do: at least one scope, and only scopes that the caller has as well.',
    }),
    expires: t.field({
      type: 'DateTime',
      description: 'The time from which the key is not valid. Default: it never expires.',
    }),
  }),
});

builder.mutationField('createApiKey', (t) =>
  t.field({
    type: CreateApiKeyResult,
    description:
      'Makes an API key. This process accepts it at once, others within seconds. If the answer is lost, so is the secret, and the name is taken: revoke the key by its name, and make one with another name. On a gateway without authentication, the first key turns authentication on for everybody.',
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The API key to make.' }) },
    resolve: (_, { input: { name, scopes, expires } }, context) =>
      createKeyByCaller(context, { name, scopes, expires: expires?.at ?? null }),
  }),
);
