import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { WhenKnown } from '../when-known.js';

/**
 * Keys that an executor cannot hold in an answer. The uncompiled one takes an object with a `then` for a promise, so a
 * refund would be created and answered with an error. The compiled one loses `__proto__`.
 */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['then', '__proto__']);
/** Variables that the executor loses, so that the default of an argument would take the place of the given value. */
const RESERVED_VARIABLES: ReadonlySet<string> = new Set(['__proto__']);

/** Refuses a document with an alias or a variable that would be lost, before anything is executed. */
export const refuseReservedNames: Plugin & { readonly whenKnown: WhenKnown } = {
  whenKnown: {},
  onValidate({ addValidationRule }) {
    addValidationRule(noReservedNames);
  },
};

const noReservedNames = (context: ValidationContext): ASTVisitor => ({
  Field({ alias, name }) {
    const key = alias ?? name;
    if (RESERVED_KEYS.has(key.value))
      context.reportError(
        new GraphQLError(`A field of the answer cannot be called "${key.value}". Choose another alias.`, {
          nodes: key,
        }),
      );
  },
  VariableDefinition({ variable }) {
    if (RESERVED_VARIABLES.has(variable.name.value))
      context.reportError(
        new GraphQLError(`A variable cannot be called "$${variable.name.value}". Choose another name.`, {
          nodes: variable,
        }),
      );
  },
});
