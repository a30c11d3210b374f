import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestErrorCode } from '../request-error.js';
import type { WhenKnown } from '../when-known.js';

/** Names that frontends generate for their operations have about a hundred characters. */
const MAX_NAME_CHARACTERS = 255;

/** Refuses a document with a long name. An alias comes back once for each row, and in the paths of errors. */
export const refuseLongNames: Plugin & { readonly whenKnown: WhenKnown } = {
  whenKnown: {},
  onValidate({ addValidationRule }) {
    addValidationRule(shortNames);
  },
};

const shortNames = (context: ValidationContext): ASTVisitor => ({
  Name({ value }) {
    if (value.length > MAX_NAME_CHARACTERS) context.reportError(nameTooLong());
  },
});

const nameTooLong = () =>
  new GraphQLError(`Names in a document can have up to ${MAX_NAME_CHARACTERS} characters.`, {
    extensions: { code: 'LIMIT_EXCEEDED' satisfies RequestErrorCode },
  });
