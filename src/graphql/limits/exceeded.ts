import { GraphQLError } from 'graphql';
import type { RequestLimits } from './request-limits.js';

/**
 * The error for a request beyond a limit, named as its setting is (`MAX_ROWS`). In production the numbers are left out,
 * because they would help an attacker to stay just below the limit (`request/errors.ts`).
 *
 * @param what the thing that there is too much of, in the plural
 */
export function exceeded(
  limit: keyof RequestLimits,
  what: string,
  value: number,
  limits: RequestLimits,
): GraphQLError {
  const name = limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const count = Math.min(value, Number.MAX_SAFE_INTEGER);
  return new GraphQLError(
    `The request has ${count} ${what}; ${name} allows ${limits[limit]}. Ask for less, or raise this setting of the gateway.`,
    {
      extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 }, limit: name, count, max: limits[limit] },
    },
  );
}
