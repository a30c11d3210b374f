/**
 * How large a request, its document, its work and its answer may be. Each limit is a setting of the same name, such as
 * `MAX_ROWS`.
 */
export interface RequestLimits {
  /** Bytes of the body. */
  readonly maxBodyBytes: number;
  /** Tokens of the document's text. */
  readonly maxTokens: number;
  /** Brackets that are open at once in the text. */
  readonly maxBrackets: number;
  /** Operations of the document. */
  readonly maxOperations: number;
  /** Fields within fields. */
  readonly maxDepth: number;
  /** Fields and fragments that an operation selects, with each fragment counted wherever it is used. */
  readonly maxSelections: number;
  /** Fields of an operation that have an alias, counted likewise. */
  readonly maxAliases: number;
  /** Directives of an operation, counted likewise. */
  readonly maxDirectives: number;
  /** Rows that the answer may hold. */
  readonly maxRows: number;
  /** Values that the answer may hold: fields, once for each row. */
  readonly maxValues: number;
  /** Refunds that the fields of a mutation create or change. */
  readonly maxWrites: number;
  /** Bytes of the answer to a query. */
  readonly maxAnswerBytes: number;
  /** How long an operation may take. */
  readonly operationTimeoutMs: number;
}

export const REQUEST_LIMITS: RequestLimits = {
  // Ten times the size of a request for a hundred refunds with all of their fields.
  maxBodyBytes: 200_000,
  // The largest screens of Relay and Apollo frontends have some 2,000.
  maxTokens: 5_000,
  // Each level of a connection opens three braces, and an argument two more. The parser's stack ends beyond 2,000.
  maxBrackets: 64,
  // GraphiQL sends all operations of its editor.
  maxOperations: 20,
  // Ten connections within each other: edges, node and the field itself.
  maxDepth: 32,
  // A screen with all fields of a refund, its charge and its payment intent selects 150. GraphiQL's introspection, 200.
  // Validation compares all pairs of fields of one selection, which takes 40 ms for so many.
  maxSelections: 500,
  maxAliases: 50,
  maxDirectives: 50,
  // Fifty pages of a hundred.
  maxRows: 5_000,
  // These keep the process busy for some 50 ms.
  maxValues: 50_000,
  // As many as one createRefunds may create.
  maxWrites: 100,
  // Five thousand refunds with all of their fields are 5 MB.
  maxAnswerBytes: 10_000_000,
  // Longer than a statement may take (10 s), and shorter than a stop waits for requests in flight (15 s).
  operationTimeoutMs: 14_000,
};
