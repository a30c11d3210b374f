import type { CombinedError } from 'urql';

/** What went wrong with a request, in words for the person at the desk. */
export interface Problem {
  readonly title: string;
  readonly message: string;
  readonly code: string | null;
  readonly requestId: string | null;
  /** True if nobody can tell whether the change was made. */
  readonly outcomeUnknown: boolean;
}

const TITLES: Record<string, string> = {
  FORBIDDEN: 'Your key does not allow this',
  UNAUTHENTICATED: 'Your key is not valid',
  OVERLOADED: 'The gateway is busy',
  RESOURCE_MISSING: 'It does not exist',
  OUTCOME_UNKNOWN: 'The outcome is unknown',
};

export function problemOf(error: CombinedError): Problem {
  const [first] = error.graphQLErrors;
  if (!first) return unreachable(error);
  const code = textOf(first.extensions['code']);
  return {
    title: (code && TITLES[code]) ?? 'Something went wrong',
    message: first.message,
    code,
    requestId: textOf(first.extensions['requestId']),
    outcomeUnknown: code === 'OUTCOME_UNKNOWN',
  };
}

/** No answer, or none of GraphQL: the gateway may have done what was asked. */
function unreachable({ response }: CombinedError): Problem {
  const status = (response as Response | undefined)?.status;
  return {
    title: navigator.onLine ? 'The gateway does not answer' : 'You are offline',
    message: navigator.onLine
      ? 'It may be restarting. Nothing on this screen is lost.'
      : 'Nothing on this screen is lost. It goes on when the network is back.',
    code: status === undefined ? 'NO_ANSWER' : `HTTP_${status}`,
    requestId: (response as Response | undefined)?.headers.get('x-request-id') ?? null,
    outcomeUnknown: true,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
