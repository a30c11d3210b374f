import { tsTypes } from './scalars.js';

/** The place of the schema, from the project's directory. */
export const schema = './node_modules/@refund-gateway/client/generated/schema.graphql';

/** Options for the client preset of GraphQL Code Generator, and for its other presets and plugins. */
export const config = {
  scalars: { ...tsTypes },
  // A scalar without a type would be `any`.
  strictScalars: true,
  // New codes and statuses may be added: a union of texts needs no import, and `switch` finds a missing one.
  enumsAsTypes: true,
  useTypeImports: true,
  // Refusals are told apart by their type.
  nonOptionalTypename: true,
};

/** Writes a manifest of trusted documents beside the types. Ids are hashes by SHA-256, as `trusted-documents` has them. */
export const presetConfig = {
  persistedDocuments: { hashAlgorithm: 'sha256' as const, mode: 'embedHashInDocument' as const },
};
