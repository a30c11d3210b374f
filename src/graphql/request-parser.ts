import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** What an answer can be. */
const ACCEPTABLE =
  /(^|,)\s*(\*\/\*|application\/(\*|json|graphql-response\+json)|text\/event-stream|multipart\/mixed)\s*(;|,|$)/;
const JSON_TYPE = /^application\/(graphql\+)?json(;|$)/;

/** A request is JSON in a body, or a query in a URL: what is neither is told so, with a code. */
export const parseRequests: Plugin = {
  onRequestParse({ request, requestParser, setRequestParser }) {
    // Yoga would find out after the operation: a refund would be made and the caller not told.
    if (!ACCEPTABLE.test(request.headers.get('accept') ?? '*/*'))
      throw malformed('The header Accept must allow application/json.', 406);
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
