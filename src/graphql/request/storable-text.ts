import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { WhenKnown } from '../when-known.js';

/** PostgreSQL refuses NUL, and silently changes lone surrogates, so two keys could become one. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

const notStorable = () =>
  new GraphQLError('Text must be well-formed Unicode without NUL.', {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

/** Refuses text that the database cannot store, anywhere in a request. The standard scalars would accept it. */
export const refuseUnstorableText: Plugin & { readonly whenKnown: WhenKnown } = {
  whenKnown: { passes: ({ variableValues }) => areStorable(variableValues) },
  onParams({ params }) {
    if (!areStorable(params.variables)) throw notStorable();
  },
  onValidate({ addValidationRule }) {
    addValidationRule(storableLiterals);
  },
};

/** Whether all texts of some JSON are storable. A loop, because only the size of the body limits the nesting. */
function areStorable(json: unknown): boolean {
  const rest: unknown[] = [json];
  for (let value = rest.pop(); value !== undefined; value = rest.pop()) {
    if (typeof value === 'string' && !isStorable(value)) return false;
    if (typeof value === 'object' && value !== null)
      for (const [key, nested] of Object.entries(value)) rest.push(key, nested);
  }
  return true;
}

const storableLiterals = (context: ValidationContext): ASTVisitor => ({
  StringValue(node) {
    if (!isStorable(node.value)) context.reportError(notStorable());
  },
});
