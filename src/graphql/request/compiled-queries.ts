import {
  BREAK,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  OperationTypeNode,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';

/** Compiling takes the time of several executions, and memory, so only repeated operations are compiled. */
const COMPILED_FROM_USE = 3;

/** By the operation's name: how often it was executed, or its compiled form, or null if it cannot be compiled. */
type Uses = Map<string, number | CompiledQuery | null>;

/**
 * Executes frequent operations as compiled functions, on the same schema and with the same answers. The executor takes
 * every operation that the compiler does not.
 */
export function compiledQueries(): Plugin {
  const known = new WeakMap<DocumentNode, Uses>();
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const compiled = compiledOf(known, args);
      if (!compiled) return;
      setExecuteFn((execution: ExecutionArgs) => {
        const done = (result: ExecutionResult) => {
          // The variables were refused and nothing was executed. graphql-js refuses them with better messages.
          if (!('data' in result)) return executeFn(execution);
          const { data, errors } = result;
          // Errors first, as the specification advises and the executor does.
          return errors ? { errors: errors.map(completed(execution)), data } : result;
        };
        const { rootValue, contextValue, variableValues } = execution;
        const result = compiled.query(rootValue, contextValue, variableValues ?? {});
        return result instanceof Promise ? result.then(done) : done(result);
      });
    },
  };
}

function compiledOf(known: WeakMap<DocumentNode, Uses>, args: ExecutionArgs): CompiledQuery | null {
  const { schema, document, operationName } = args;
  const uses: Uses = known.get(document) ?? new Map();
  known.set(document, uses);
  const name = operationName ?? '';
  const use = uses.get(name) ?? 0;
  if (typeof use !== 'number') return use;
  const operation = getOperationAST(document, operationName);
  // A name that the document lacks is not counted: the map has at most as many entries as the document has operations.
  if (!operation) return null;
  if (use + 1 < COMPILED_FROM_USE) {
    uses.set(name, use + 1);
    return null;
  }
  const made =
    operation.operation !== OperationTypeNode.SUBSCRIPTION && !hasDirectives(document)
      ? compileQuery(schema, document, operationName ?? undefined)
      : null;
  const compiled = made && isCompiledQuery(made) ? made : null;
  uses.set(name, compiled);
  return compiled;
}

/** For a field that is selected twice and skipped once, the compiler's order differs from the executor's. */
function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive() {
      found = true;
      return BREAK;
    },
  });
  return found;
}

/** The compiler's errors have locations only. This adds the source and the positions, as graphql-js does. */
const completed =
  ({ document }: ExecutionArgs) =>
  (error: GraphQLError | GraphQLFormattedError): GraphQLError => {
    const { message, path, locations, extensions } = error;
    const source = document.loc?.source ?? null;
    const lines = source?.body.split(/\r\n|[\n\r]/g) ?? [];
    return new GraphQLError(message, {
      source,
      positions:
        locations?.map(({ line, column }) => positionOf(source?.body ?? '', lines, line, column)) ?? null,
      path: path ?? null,
      extensions: extensions ?? null,
      originalError: (error as GraphQLError).originalError ?? null,
    });
  };

/** The position in a text of a line and a column, both counted from 1. */
function positionOf(body: string, lines: readonly string[], line: number, column: number): number {
  let position = 0;
  for (const text of lines.slice(0, line - 1)) {
    position += text.length;
    position += body.startsWith('\r\n', position) ? 2 : 1;
  }
  return position + column - 1;
}
