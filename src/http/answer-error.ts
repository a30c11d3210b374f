import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** An error that is answered before any interface (GraphQL, webhook, metrics) has seen the request. */
export interface HttpError {
  readonly status: number;
  /** The stable code, as in `extensions.code` of a GraphQL error. */
  readonly code: string;
  readonly message: string;
  /** The setting of the limit that the request exceeds. */
  readonly limit?: string;
  readonly retryable?: boolean;
  readonly headers?: OutgoingHttpHeaders;
}

/** Answers with an error in the form of GraphQL's errors, which every client of the API can read. */
export function answerError(res: ServerResponse, requestId: string, error: HttpError): void {
  const { status, code, message, limit, retryable, headers } = error;
  const extensions = {
    code,
    ...(limit !== undefined && { limit }),
    requestId,
    ...(retryable !== undefined && { retryable }),
  };
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const described = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  };
  res.writeHead(status, { ...described, ...headers }).end(body);
}
