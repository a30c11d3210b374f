import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './server-context.js';

/** The Accept headers that one of the answers can satisfy. */
const ACCEPTABLE =
  /(^|,)\s*(\*\/\*|application\/(\*|json|graphql-response\+json)|text\/event-stream|multipart\/mixed)\s*(;|,|$)/;
const JSON_TYPE = /^application\/(graphql\+)?json(;|$)/;

/** Refuses, with a code, a request that is neither JSON in a body nor a query in a URL. */
export const parseRequests: Plugin<object, ServerContext> = {
  onRequest({ request, endResponse, fetchAPI, serverContext: { requestId } }) {
    // Yoga would only find out after the operation: a refund would be created without the caller learning of it.
    if (request.method !== 'POST' || ACCEPTABLE.test(request.headers.get('accept') ?? '*/*')) return;
    const error = {
      message: 'The header Accept must allow JSON.',
      extensions: { code: 'BAD_USER_INPUT', requestId },
    };
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    endResponse(new fetchAPI.Response(JSON.stringify({ errors: [error] }), { status: 406, headers }));
  },
  onRequestParse({ request, requestParser, setRequestParser }) {
    if (request.method === 'POST' && !JSON_TYPE.test(request.headers.get('content-type') ?? ''))
      throw malformed('The content type must be application/json.', 415);
    // Yoga refuses malformed JSON in a body; in a URL it would be an unexpected error.
    if (request.method === 'GET' && requestParser)
      setRequestParser((query) => {
        try {
          return requestParser(query);
        } catch (error) {
          throw error instanceof SyntaxError ? malformed('The URL holds invalid JSON.', 400) : error;
        }
      });
  },
};

const malformed = (message: string, status: number): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status } } });
