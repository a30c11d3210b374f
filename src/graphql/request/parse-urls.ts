import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Refuses, with a code, a URL that cannot be read. Yoga would call malformed JSON in it an unexpected error. */
export const parseUrls: Plugin = {
  onRequestParse({ request, requestParser, setRequestParser }) {
    if (request.method !== 'GET' || !requestParser) return;
    if (!request.url.includes('?')) throw malformed('The URL holds no query.');
    setRequestParser((query) => {
      try {
        // Yoga would read bytes that are not UTF-8 as other characters.
        decodeURIComponent(request.url);
        return requestParser(query);
      } catch (error) {
        if (error instanceof URIError) throw malformed('The URL is not valid UTF-8.');
        throw error instanceof SyntaxError ? malformed('The URL holds invalid JSON.') : error;
      }
    });
  },
};

const malformed = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
