import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  locatedError,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { BoundedCache } from '../../process/bounded-cache.js';
import { measureDefinitions } from '../limits/measure-document.js';
import type { WhenKnown } from '../when-known.js';
import { listsForObjects } from './lists-for-objects.js';

/** Compiling takes the time of several executions, and memory, so only repeated operations are compiled. */
const COMPILED_FROM_USE = 3;
/** Larger operations are rare, and compiling one would keep the process busy for too long. */
const MAX_COMPILED_SELECTIONS = 300;

/** How often an operation was executed since it was last compiled; null if it cannot be compiled. */
const uses = new WeakMap<OperationDefinitionNode, number | null>();
/**
 * A compiled operation takes some 1.6 KB for each of its selections, and keeps the text of its document, of which so many
 * characters count as one. So these limits keep the cache below 60 MB.
 */
const CHARACTERS_PER_SELECTION = 200;
const compiledOperations = new BoundedCache<CompiledQuery, OperationDefinitionNode>('compiled operations', {
  maxEntries: 1_000,
  maxCharacters: 30_000,
});

/**
 * Executes frequent operations as compiled functions, on the same schema and with the same answers. The executor takes
 * every operation that the compiler does not.
 */
export function compiledQueries(): Plugin & { readonly whenKnown: WhenKnown } {
  return {
    // A known operation is compiled.
    whenKnown: {},
    onExecute({ args, executeFn, setExecuteFn }) {
      const compiled = compiledOf(args);
      if (!compiled) return;
      setExecuteFn((execution: ExecutionArgs) => {
        const done = (result: ExecutionResult) =>
          // The variables were refused and nothing was executed. graphql-js refuses them with better messages.
          'data' in result ? completedResult(result, execution) : executeFn(execution);
        const { rootValue, contextValue, variableValues } = execution;
        const result = compiled.query(rootValue, contextValue, variableValues ?? {});
        return result instanceof Promise ? result.then(done) : done(result);
      });
    },
  };
}

/** The function of an operation that is compiled. */
export const compiledOperation = (operation: OperationDefinitionNode): CompiledQuery | undefined =>
  compiledOperations.get(operation);

function compiledOf({ schema, document, operationName }: ExecutionArgs): CompiledQuery | null {
  const operation = getOperationAST(document, operationName);
  // A subscription is executed by the engine.
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;
  const known = compiledOperations.get(operation);
  if (known) return known;
  const count = uses.get(operation);
  if (count === null) return null;
  const use = (count ?? 0) + 1;
  uses.set(operation, use);
  if (use < COMPILED_FROM_USE) return null;
  const size = measureDefinitions(document).get(operation)?.selections ?? 0;
  const made =
    size <= MAX_COMPILED_SELECTIONS && !isBeyondCompiler(schema, document)
      ? compileQuery(schema, document, operationName ?? undefined)
      : null;
  if (!made || !isCompiledQuery(made)) {
    uses.set(operation, null);
    return null;
  }
  const text = document.loc?.source.body.length ?? 0;
  const compiled = refusingLists(made, schema, operation);
  compiledOperations.set(operation, compiled, size + Math.ceil(text / CHARACTERS_PER_SELECTION));
  // After an eviction it has to be repeated again.
  uses.delete(operation);
  return compiled;
}

/** Variables that the compiler would take, and the executor refuses, are refused as the compiler does: without data. */
function refusingLists(
  made: CompiledQuery,
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
): CompiledQuery {
  const hasList = listsForObjects(schema, operation);
  if (!hasList) return made;
  return {
    ...made,
    query: (root, context, variables) =>
      hasList(variables ?? {}) ? { errors: [] } : made.query(root, context, variables),
  };
}

/**
 * Whether the compiler would answer a document differently. For a field that is selected twice and skipped once, its
 * order differs from the executor's. It reads the literal of a scalar when it compiles, so that `{ order: $order }` for
 * metadata would lose the variable.
 */
function isBeyondCompiler(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  const enter = () => {
    found = true;
    return BREAK;
  };
  const types = new TypeInfo(schema);
  const visitor = {
    Directive: enter,
    // Within the literal of a scalar, a value has no type.
    Variable: () => (types.getInputType() ? undefined : enter()),
    // Only fields use variables.
    VariableDefinition: () => false,
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return found;
}

/** The result of a compiled operation as the executor has it. */
export function completedResult(result: ExecutionResult, args: ExecutionArgs): ExecutionResult {
  const { data, errors } = result;
  // Errors first, as the specification advises and the executor does.
  return errors ? { errors: errors.map(completed(args)), data: data ?? null } : result;
}

/**
 * The compiler's errors have locations only, and their cause may be any value. This turns them into the executor's
 * errors, which have the source and the positions, and an Error as their cause.
 */
function completed({
  document,
}: ExecutionArgs): (error: GraphQLError | GraphQLFormattedError) => GraphQLError {
  const source = document.loc?.source ?? null;
  const body = source?.body ?? '';
  const lines = body.split(/\r\n|[\n\r]/g);
  return (error) => {
    const { path, locations } = error;
    const { originalError } = error as { originalError?: unknown };
    // The compiler forgets a cause such as undefined, and leaves the message empty.
    const message = String(error.message || undefined);
    const cause =
      originalError === undefined || originalError instanceof Error ? originalError : new Error(message);
    const located = cause && locatedError(cause, undefined, path);
    // A cause that tells its own place keeps it.
    if (located?.locations) return located;
    return new GraphQLError(message, {
      source,
      positions: locations?.map(({ line, column }) => positionOf(body, lines, line, column)) ?? null,
      path: located?.path ?? path ?? null,
      originalError: cause ?? null,
    });
  };
}

/** The position in a text of a line and a column, both counted from 1. */
function positionOf(body: string, lines: readonly string[], line: number, column: number): number {
  let position = 0;
  for (const text of lines.slice(0, line - 1)) {
    position += text.length;
    position += body.startsWith('\r\n', position) ? 2 : 1;
  }
  return position + column - 1;
}
