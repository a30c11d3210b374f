import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

const JSON_TYPE = /^application\/(graphql\+)?json(;|$)/;

/** A request is JSON in a body, or a query in a URL: what is neither is told so, with a code. */
export const parseRequests: Plugin = {
  onRequestParse({ request, requestParser, setRequestParser }) {
    if (request.method === 'POST' && !JSON_TYPE.test(request.headers.get('content-type') ?? ''))
      throw malformed('The content type must be application/json.', 415);
    // JSON in a body that cannot be read is Yoga's to refuse; in a URL it would be an unexpected error.
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
