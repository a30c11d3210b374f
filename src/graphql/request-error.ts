import { GraphQLError, type ValueNode } from 'graphql';
import type { RefusalCode } from '../rules/refusal.js';

/** Codes of faults of the request itself (rules, section 10); those of refusals are the domain's. */
export type RequestErrorCode =
  | 'BAD_USER_INPUT'
  | 'FORBIDDEN'
  | 'LIMIT_EXCEEDED'
  | 'OUTCOME_UNKNOWN'
  | 'OVERLOADED'
  | 'TIMEOUT'
  | 'TOTAL_TOO_LARGE'
  | RefusalCode;

/** An error of a query, or of a value that a scalar refuses, with its stable code. `node` is the refused literal. */
export const requestError = (
  code: RequestErrorCode,
  message: string,
  param?: string,
  node?: ValueNode,
): GraphQLError =>
  new GraphQLError(message, {
    nodes: node ?? null,
    extensions: { code, ...(param !== undefined && { param }) },
  });
