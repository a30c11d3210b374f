import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { WhenKnown } from '../when-known.js';
import { compiledOperation, completedResult } from './compiled-queries.js';
import { documentCaches } from './document-caches.js';

/**
 * Executes operations that were executed before without Yoga's hooks, which take longer than a small operation itself.
 * An operation is known once it is compiled and no hook can refuse it for what it is. What the hooks look at in each
 * request, such as the caller's scopes, is still looked at. Every other request goes through all hooks.
 */
export class KnownOperations {
  readonly #steps: readonly WhenKnown[];
  /** Null for a document that cannot be known. A document in the cache was parsed and validated. */
  readonly #operations = new WeakMap<DocumentNode, OperationDefinitionNode | null>();

  /** @param steps of all plugins, in their order */
  constructor(steps: readonly WhenKnown[]) {
    this.#steps = steps;
  }

  /** The last plugin: it sees what no other has refused. */
  readonly plugin: Plugin = {
    onExecute: ({ args }) => {
      const { document } = args;
      if (this.#operations.has(document)) return;
      this.#operations.set(document, this.#isAllowed(args) ? onlyOperationOf(document) : null);
    },
  };

  /**
   * The result of a request, with errors that are not masked yet. Null if Yoga has to answer it, and nothing was executed.
   *
   * @param contextOf makes the context of a request that is executed
   */
  execute(
    params: GraphQLParams,
    schema: ExecutionArgs['schema'],
    contextOf: () => unknown,
  ): Promise<ExecutionResult> | ExecutionResult | null {
    const { query = '', variables } = params;
    const document = documentCaches.documentCache.get(query);
    const operation = document && this.#operations.get(document);
    const compiled = operation && compiledOperation(operation);
    if (!compiled || !isOrdinary(params) || !isNameOf(operation, params.operationName)) return null;
    const contextValue = contextOf();
    const args = { schema, document, contextValue, variableValues: variables ?? {} };
    for (const { passes } of this.#steps) if (passes?.(args) === false) return null;
    const result = compiled.query(undefined, contextValue, args.variableValues);
    // Without data, the variables were refused.
    if (!(result instanceof Promise)) return 'data' in result ? completedResult(result, args) : null;
    let awaited = result.then((settled: ExecutionResult) => completedResult(settled, args));
    for (const { awaits } of this.#steps) if (awaits) awaited = awaits(awaited, args);
    return awaited;
  }

  #isAllowed(args: ExecutionArgs): boolean {
    return this.#steps.every(({ allows }) => allows?.(args) !== false);
  }
}

/** The operation of a document that has one. */
function onlyOperationOf({ definitions }: DocumentNode): OperationDefinitionNode | null {
  const [operation, ...others] = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return operation && others.length === 0 ? operation : null;
}

/** Whether a request with this name asks for an operation that is the only one of its document. */
const isNameOf = ({ name }: OperationDefinitionNode, asked: unknown): boolean =>
  asked === undefined || asked === null || asked === '' || asked === name?.value;

/** Whether Yoga lets parameters pass. */
function isOrdinary(params: GraphQLParams): boolean {
  for (const name in params) if (!PARAMETERS.has(name)) return false;
  return isObject(params.variables ?? {}) && isObject(params.extensions ?? {});
}

const PARAMETERS: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);

const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
