/**
 * How large a request, its document, its work and its answer may be. Each limit is a setting of the same name, such as
 * `MAX_ROWS`.
 */
export interface RequestLimits {
  /** Bytes of the body. */
  readonly maxBodyBytes: number;
  /** Items of one list or one object in the variables. */
  readonly maxItems: number;
  /** Tokens and comments of the document's text. */
  readonly maxTokens: number;
  /** Lines of the document's text. */
  readonly maxLines: number;
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
  /** Pages with wrong arguments, once for each object that has them. Each would answer with an error. */
  readonly maxErrors: number;
  /** Rows that the answer to a subscription may hold for one event. */
  readonly maxEventRows: number;
  /** Values that the answer to a subscription may hold for one event. */
  readonly maxEventValues: number;
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
  // Five times the refunds of one createRefunds. For each item that is wrong, an error is made.
  maxItems: 500,
  // The largest screens of Relay and Apollo frontends have some 2,000.
  maxTokens: 5_000,
  // The place of each error is found by going through the lines before it.
  maxLines: 1_000,
  // Each level of a connection opens three braces, and an argument two more. The parser's stack ends beyond 2,000.
  maxBrackets: 64,
  // GraphiQL sends all operations of its editor.
  maxOperations: 20,
  // Ten connections within each other, each with edges, node and a field that leads to the next.
  maxDepth: 48,
  // A screen with all fields of a refund, its charge and its payment intent selects 150. GraphiQL's introspection, 200.
  // Validation compares all pairs of fields of one selection, which takes 40 ms for so many.
  maxSelections: 500,
  maxAliases: 50,
  maxDirectives: 50,
  // Fifty pages of a hundred.
  maxRows: 5_000,
  // These keep the process busy for some 30 ms.
  maxValues: 30_000,
  // Making an error takes as long as reading some rows.
  maxErrors: 100,
  // A refund with its charge, its payment intent, and pages of ten of their refunds and events. Five hundred followers
  // multiply it.
  maxEventRows: 50,
  maxEventValues: 1_000,
  // As many as one createRefunds may create.
  maxWrites: 100,
  // Several thousand refunds with all of their fields. It is written in one piece.
  maxAnswerBytes: 5_000_000,
  // Longer than a statement may take (10 s), and shorter than a stop waits for requests in flight (15 s).
  operationTimeoutMs: 14_000,
};
