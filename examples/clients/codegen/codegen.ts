import type { CodegenConfig } from '@graphql-codegen/cli';
import { config, presetConfig, schema } from '@refund-gateway/client/codegen';

export default {
  schema,
  documents: ['codegen/*.ts'],
  generates: { './codegen/gql/': { preset: 'client', presetConfig, config } },
} satisfies CodegenConfig;
