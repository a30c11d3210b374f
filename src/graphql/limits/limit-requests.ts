import { type ExecutionArgs, GraphQLError, OperationTypeNode, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GatewayContext } from '../context.js';
import type { WhenKnown } from '../when-known.js';
import { answerBytes } from './answer-size.js';
import { exceeded } from './exceeded.js';
import { knownCost } from './known-cost.js';
import { parseWithinLimits } from './parse-within-limits.js';
import type { QueryCost } from './query-cost.js';
import type { RequestLimits } from './request-limits.js';

/** An answer with fewer values cannot be too large. Counting its bytes would slow down every small request. */
const MIN_COUNTED_VALUES = 2_000;

/** An answer with fewer values fits into the buffers of a socket. A look at each small answer would slow it down. */
const MIN_NOTABLE_VALUES = 100;

/** Nobody reads more at once. Each error takes 3 KB of memory for as long as its document is cached. */
const MAX_VALIDATION_ERRORS = 10;

/**
 * Refuses documents that are too large before they are validated, operations that cost too much before they run, and
 * answers that are too large before they are written.
 */
export function limitRequests(
  limits: RequestLimits,
): Plugin<GatewayContext> & { readonly whenKnown: WhenKnown } {
  /** The error for an operation that costs too much, or else its cost. */
  const check = (args: ExecutionArgs) => {
    const cost = knownCost(args);
    const { operation, rows, values, writes, errors, firstError, nullCondition } = cost;
    if (nullCondition !== undefined)
      return badInput(`Variable "$${nullCondition}" must not be null, because a directive needs a boolean.`);
    if (errors > limits.maxErrors)
      return exceeded('maxErrors', `errors in its answer (“${firstError}”)`, errors, limits);
    if (operation === OperationTypeNode.SUBSCRIPTION) {
      if (rows > limits.maxEventRows) return exceeded('maxEventRows', 'rows for each event', rows, limits);
      if (values > limits.maxEventValues)
        return exceeded('maxEventValues', 'values for each event', values, limits);
    }
    if (rows > limits.maxRows) return exceeded('maxRows', 'rows in its answer', rows, limits);
    if (values > limits.maxValues) return exceeded('maxValues', 'values in its answer', values, limits);
    if (writes > limits.maxWrites) return exceeded('maxWrites', 'refunds to write', writes, limits);
    return cost;
  };

  const mayBeLarge = ({ operation, values }: QueryCost): boolean =>
    // What a mutation did must be told, however large the answer is.
    operation === OperationTypeNode.QUERY && values >= MIN_NOTABLE_VALUES;

  return {
    whenKnown: {
      allows: (args) => {
        const checked = check(args);
        return !(checked instanceof Error) && checked.isConstant && !mayBeLarge(checked);
      },
      passes: ({ variableValues }) => largestOf(variableValues) <= limits.maxItems,
    },
    onParams({ params }) {
      const items = largestOf(params.variables);
      if (items > limits.maxItems)
        throw exceeded('maxItems', 'items in a list of its variables', items, limits);
    },
    onParse({ setParseFn }) {
      // It runs only for a document that is not cached.
      setParseFn((source, options) => parseWithinLimits(source, options, limits));
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, rules, { maxErrors: MAX_VALIDATION_ERRORS }).map((error) =>
          error.message === ABORTED ? tooManyComparisons() : error,
        ),
      );
    },
    onExecute({ args, setResultAndStopExecution }) {
      const checked = check(args);
      if (checked instanceof Error) return setResultAndStopExecution({ errors: [checked] });
      if (!mayBeLarge(checked)) return undefined;
      const { room }: GatewayContext = args.contextValue;
      return {
        onExecuteDone({ result, setResult }) {
          if (!room.isFull && checked.values < MIN_COUNTED_VALUES) return;
          const bytes = answerBytes('data' in result ? result.data : null, limits.maxAnswerBytes);
          if (bytes > limits.maxAnswerBytes)
            setResult({ errors: [exceeded('maxAnswerBytes', 'or more bytes in its answer', bytes, limits)] });
          // Several large answers may have been admitted while there was room.
          else if (!room.makeRoomFor(bytes)) setResult({ errors: [tooMuchUnread()] });
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const checked = check(args);
      if (checked instanceof Error) setResultAndStopExecution({ errors: [checked] });
      else if (checked.values === 0)
        setResultAndStopExecution({ errors: [badInput('A subscription must select one field.')] });
    },
  };
}

const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

/** The message of graphql-js when it has compared fields with each other for as long as it allows. It gives no reason. */
const ABORTED = 'Validation aborted.';

const tooManyComparisons = (): GraphQLError =>
  new GraphQLError(
    'The document has too many fields side by side to compare them with each other. Select fewer fields, or send fewer operations in one document.',
    { extensions: { code: 'LIMIT_EXCEEDED' } },
  );

/** Clients read within a second, or are cut. */
const RETRY_AFTER_S = 1;

const tooMuchUnread = (): GraphQLError =>
  new GraphQLError('The gateway holds too many answers that are not read yet. Try again soon.', {
    extensions: {
      code: 'OVERLOADED',
      limit: 'MAX_UNREAD_BYTES',
      retryable: true,
      http: { status: 503, headers: { 'retry-after': `${RETRY_AFTER_S}` } },
    },
  });

/** How many items the largest list or object of some JSON has. A loop, because only the body limits the nesting. */
function largestOf(json: unknown): number {
  let largest = 0;
  const rest: unknown[] = [json];
  for (let value = rest.pop(); value !== undefined; value = rest.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const items = Array.isArray(value) ? value : Object.values(value);
    largest = Math.max(largest, items.length);
    for (const item of items) if (typeof item === 'object') rest.push(item);
  }
  return largest;
}
