import {
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Scope } from '../../rules/scopes.js';
import type { GatewayContext } from '../context.js';
import { federationScopes, rootScopes } from '../field-scopes.js';
import { forbidden } from '../guard-fields.js';
import { defaultsOf, selectedFields } from '../limits/selected-fields.js';
import type { WhenKnown } from '../when-known.js';

/**
 * Refuses an operation with a root field whose scope its caller lacks, before anything is done: of several mutations,
 * none is carried out. Both paths and every executor pass here.
 */
export const requireScopes: Plugin<GatewayContext> & { readonly whenKnown: WhenKnown } = {
  whenKnown: { passes: (args) => lackingOf(args).length === 0 },
  onExecute({ args, setResultAndStopExecution }) {
    const error = refusalOf(args);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
  onSubscribe({ args, setResultAndStopExecution }) {
    const error = refusalOf(args);
    if (error) setResultAndStopExecution({ errors: [error] });
  },
};

function refusalOf(args: ExecutionArgs): GraphQLError | null {
  const { audit, actor } = args.contextValue as GatewayContext;
  const lacking = lackingOf(args);
  const [first] = lacking;
  if (!first) return null;
  for (const { name } of lacking)
    audit({ actor, action: name, outcome: 'refused', code: 'FORBIDDEN', objects: [] });
  const { message, extensions } = forbidden(first.scope);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 403 } } });
}

/** The root fields whose scope the caller lacks. */
function lackingOf(args: ExecutionArgs): readonly ScopedField[] {
  const { scopes } = args.contextValue as GatewayContext;
  return rootFieldsOf(args).filter(({ scope }) => !scopes.has(scope));
}

const scopes: Readonly<Record<string, Scope | null>> = { ...rootScopes, ...federationScopes };

/** A root field that needs a scope. */
interface ScopedField {
  readonly name: string;
  readonly scope: Scope;
}

/** The root fields of operations without directives: they are the same for all variables. */
const constantFields = new WeakMap<OperationDefinitionNode, readonly ScopedField[]>();

/** The root fields that will be executed and need a scope. */
function rootFieldsOf(args: ExecutionArgs): readonly ScopedField[] {
  const operation = getOperationAST(args.document, args.operationName);
  const known = operation && constantFields.get(operation);
  if (known) return known;
  const fields = operation ? scopedFieldsOf(args, operation) : [];
  // Every directive has this character.
  if (operation?.loc?.source.body.includes('@') === false) constantFields.set(operation, fields);
  return fields;
}

function scopedFieldsOf(
  { schema, document, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode,
): readonly ScopedField[] {
  const type = schema.getRootType(operation.operation);
  // Execution refuses it.
  if (!type) return [];
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const variables = { ...defaultsOf(operation), ...variableValues };
  const fields = selectedFields({ schema, fragments, variables }, type, [operation.selectionSet]);
  return [...fields.values()].flatMap(([node]) => {
    const name = node?.name.value ?? '';
    const scope = scopes[`${type.name}.${name}`];
    return scope ? [{ name, scope }] : [];
  });
}
