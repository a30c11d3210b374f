const MANY = 1_000_000;

/** Generated documents are stranger than any limit would let pass. */
export const GENEROUS_LIMITS = {
  maxTokens: MANY,
  maxAliases: MANY,
  maxDirectives: MANY,
  maxSelections: MANY,
  maxRows: MANY,
  maxValues: MANY,
  maxWrites: MANY,
  maxErrors: MANY,
};
