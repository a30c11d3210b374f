import { GraphQLError, type ValueNode } from 'graphql';
import type { RefusalCode } from '../rules/refusal.js';

/** What a code of an error says, and what a client does about it. docs/error-codes.md shows it. */
interface DescribedCode {
  readonly meaning: string;
  readonly advice: string;
}

/** Codes of faults of the request itself (rules, section 10); those of refusals are the domain's. */
export const requestErrorCodes = {
  BAD_USER_INPUT: {
    meaning: 'A value has the wrong form, or the request cannot be read.',
    advice: 'Correct the request. `message`, `locations` and `param` say where.',
  },
  FORBIDDEN: {
    meaning: 'The caller lacks a scope, or the request comes from a host or a page that is not allowed.',
    advice: 'Ask the operator. `viewer { scopes }` says what the caller may do.',
  },
  GRAPHQL_PARSE_FAILED: {
    meaning: 'The document is not GraphQL.',
    advice: 'Correct the document at `locations`.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    meaning: 'The document does not fit the schema.',
    advice: 'Correct the document. Generate types from schema.graphql, so that a compiler finds this.',
  },
  INTERNAL_SERVER_ERROR: {
    meaning: 'A fault of the gateway. Its cause is only in the log.',
    advice: 'Give `requestId` to the operator, who finds it in the log.',
  },
  LIMIT_EXCEEDED: {
    meaning: 'The request is larger than the gateway accepts, or its caller makes too many requests.',
    advice:
      'With status 429, repeat the request after `Retry-After`. Otherwise ask for less: fewer rows, fields or items. `limit` names the setting, if there is one.',
  },
  OUTCOME_UNKNOWN: {
    meaning: 'The connection to the database broke during a write, which may or may not be done.',
    advice:
      'Repeat createRefund with the `idempotencyKey` of the error. Read anything else before you repeat it.',
  },
  OVERLOADED: {
    meaning: 'The gateway or its database has too much to do. Nothing was done.',
    advice: 'Repeat the request after `Retry-After`, or after a second.',
  },
  TIMEOUT: {
    meaning: 'The query took too long. Nothing was changed.',
    advice: 'Ask for less, or repeat it.',
  },
  TOTAL_TOO_LARGE: {
    meaning: 'A sum is beyond 2^53 - 1. Only its field is null.',
    advice: 'Select the field that ends in `Formatted`, which is exact.',
  },
  UNAUTHENTICATED: {
    meaning: 'The request has no valid key or token.',
    advice: 'Sign in again, or ask the operator for a key.',
  },
} as const satisfies Record<string, DescribedCode>;

export type RequestErrorCode = keyof typeof requestErrorCodes | RefusalCode;

/** An error of a query, or of a value that a scalar refuses, with its stable code. `node` is the refused literal. */
export const requestError = (
  code: RequestErrorCode,
  message: string,
  param?: string,
  node?: ValueNode,
): GraphQLError =>
  new GraphQLError(message, {
    nodes: node ?? null,
    extensions: { code, param },
  });
