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

/** To compile takes as long as some executions, and memory: only what comes again is compiled. */
const COMPILED_FROM_USE = 3;

/** Of a document, by the operation's name: how often it came, or its compilation, or that it cannot be compiled. */
type Uses = Map<string, number | CompiledQuery | null>;

/**
 * Executes operations that come often as compiled functions, on the same schema and with the same answers; whatever
 * the compiler leaves, the executor takes.
 */
export function compiledQueries(): Plugin {
  const known = new WeakMap<DocumentNode, Uses>();
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const compiled = compiledOf(known, args);
      if (!compiled) return;
      setExecuteFn((execution: ExecutionArgs) => {
        const done = (result: ExecutionResult) => {
          // Nothing was executed: the variables were refused, which graphql-js words better.
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
  if (use + 1 < COMPILED_FROM_USE) {
    uses.set(name, use + 1);
    return null;
  }
  const operation = getOperationAST(document, operationName);
  const made =
    operation && operation.operation !== OperationTypeNode.SUBSCRIPTION && !hasDirectives(document)
      ? compileQuery(schema, document, operationName ?? undefined)
      : null;
  const compiled = made && isCompiledQuery(made) ? made : null;
  uses.set(name, compiled);
  return compiled;
}

/** The compiler puts a field that is asked twice and skipped once in another place than the executor does. */
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

/** The compiler's errors have locations alone, and none of what those are made from. */
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

/** Where a line and column, both from 1, are in a text. */
function positionOf(body: string, lines: readonly string[], line: number, column: number): number {
  let position = 0;
  for (const text of lines.slice(0, line - 1)) {
    position += text.length;
    position += body.startsWith('\r\n', position) ? 2 : 1;
  }
  return position + column - 1;
}
