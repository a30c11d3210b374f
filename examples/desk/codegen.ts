import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for every operation of the desk, and the schema for its cache. Both are made from the gateway's schema. */
const config: CodegenConfig = {
  schema: '../../schema.graphql',
  documents: 'src/**/*.{ts,tsx}',
  ignoreNoDocuments: true,
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        strictScalars: true,
        useTypeImports: true,
        scalars: { SafeInt: 'number', DateTime: 'string', Metadata: 'Record<string, string>' },
      },
    },
    'src/generated/cache-schema.ts': { plugins: ['urql-introspection'], config: { useTypeImports: true } },
  },
};

export default config;
