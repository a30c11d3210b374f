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
import { rootScopes } from '../field-scopes.js';
import { forbidden } from '../guard-fields.js';
import { defaultsOf, selectedFields } from '../limits/selected-fields.js';

/**
 * Refuses an operation with a root field whose scope its caller lacks, before anything is done: of several mutations,
 * none is carried out. Both paths and every executor pass here.
 */
export const requireScopes: Plugin<GatewayContext> = {
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
  const { scopes } = args.contextValue as GatewayContext;
  const lacking = scopesOf(args).find((scope) => !scopes.has(scope));
  if (!lacking) return null;
  const { message, extensions } = forbidden(lacking);
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 403 } } });
}

/** The scopes of operations without directives, whose root fields are the same for all variables. */
const constantScopes = new WeakMap<OperationDefinitionNode, readonly Scope[]>();

/** The scopes of the root fields that will be executed. */
function scopesOf(args: ExecutionArgs): readonly Scope[] {
  const operation = getOperationAST(args.document, args.operationName);
  const known = operation && constantScopes.get(operation);
  if (known) return known;
  const scopes = operation ? rootScopesOf(args, operation) : [];
  // Every directive has this character.
  if (operation?.loc?.source.body.includes('@') === false) constantScopes.set(operation, scopes);
  return scopes;
}

function rootScopesOf(
  { schema, document, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode,
): readonly Scope[] {
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
  return [...fields.values()].flatMap(([node]) => rootScopes[`${type.name}.${node?.name.value}`] ?? []);
}
