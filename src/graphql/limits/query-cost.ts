import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  visit,
} from 'graphql';
import { MAX_PAGE_SIZE } from '../lists/page-args.js';
import { type FieldPlan, type ObjectPlan, planOf, type TypePlan } from './cost-plan.js';
import { faultOfPage } from './faulty-page.js';
import { listSizeOf, type Variables } from './list-size.js';
import { defaultsOf } from './selected-fields.js';

/** What a part of an answer may hold at most. */
interface Amounts {
  /** Objects with a global id, and what costs the database as much. */
  rows: number;
  /** Fields, once for each object that has them. */
  values: number;
  /** Refunds that are created or changed. */
  writes: number;
  /** Pages that will be refused, once for each object that has them. Nothing is read for them. */
  errors: number;
}

/** What the answer to an operation may hold at most. */
export interface QueryCost extends Readonly<Amounts> {
  readonly operation: OperationTypeNode;
  /** Why the first of the pages will be refused. */
  readonly firstError: string | undefined;
  /** Whether it is the same for all values of variables. */
  readonly isConstant: boolean;
  /** A variable that is null where a directive needs a boolean. Each object would have an error. */
  readonly nullCondition: string | undefined;
}

/**
 * The cost of an operation, from the sizes of its lists in literals, variables and defaults alike. Fields are merged as
 * in the answer, and of an object that may have several types the dearest counts. The document must be valid and within
 * the limits of its size, because each use of a fragment is followed.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): QueryCost {
  const given = { ...defaultsOf(operation), ...variables };
  const { plan, conditions } = knownPlan(schema, document, operation, given);
  let isConstant = conditions.length === 0;
  let firstError: string | undefined;

  /**
   * Adds what is selected of `times` objects.
   *
   * @param below how many items the lists right below have, if the field above tells
   */
  const addObjects = (total: Amounts, types: ObjectPlan, times: number, below: number | null): void => {
    const [only] = types;
    if (only && types.length === 1) addType(total, only, times, below);
    else if (types.length > 1) {
      const each = types.map((type) => {
        const amounts = { ...NOTHING };
        addType(amounts, type, times, below);
        return amounts;
      });
      for (const key of KEYS) total[key] += Math.max(...each.map((amounts) => amounts[key]));
    }
  };

  const addType = (
    total: Amounts,
    { values, rows, fields }: TypePlan,
    times: number,
    below: number | null,
  ): void => {
    total.values += times * values;
    total.rows += times * rows;
    for (const field of fields) addField(total, field, times, below);
  };

  const addField = (total: Amounts, plan: FieldPlan, times: number, below: number | null): void => {
    const { field, node, cost, knownSize, connection, isList } = plan;
    const size = listSizeOf(field, cost.items, node, given) ?? knownSize;
    if (size !== null && plan.readsVariables) isConstant = false;
    const fault = connection === null ? null : faultOfPage(connection, node, given);
    if (fault !== null) {
      firstError ??= fault;
      total.errors += times;
      return;
    }
    const count = isList ? times * (size ?? below ?? MAX_PAGE_SIZE) : times;
    total.values += count;
    total.rows += times * (cost.rows ?? 0) + (plan.isRow ? count : 0);
    if (plan.isWrite) total.writes += size ?? 1;
    addObjects(total, plan.below, count, isList ? null : size);
  };

  const total = { ...NOTHING };
  addObjects(total, plan, 1, null);
  const nullCondition = conditions.find((name) => given[name] === null);
  return { ...total, operation: operation.operation, firstError, isConstant, nullCondition };
}

const NOTHING: Amounts = { rows: 0, values: 0, writes: 0, errors: 0 };
const KEYS = ['rows', 'values', 'writes', 'errors'] as const satisfies readonly (keyof Amounts)[];

/** A plan takes longer to make than to add up. It lives as long as its document, which it refers to. */
const plans = new WeakMap<OperationDefinitionNode, ObjectPlan>();
/**
 * Ordinary documents have more characters for each field. A plan with more fields, as short fragments can make it, is not
 * kept, so that all plans together are no larger than the cache of documents allows.
 */
const MIN_CHARACTERS_PER_FIELD = 4;
/** The variables that decide what an operation selects. A plan with some is made for each request. */
const knownConditions = new WeakMap<OperationDefinitionNode, readonly string[]>();

function knownPlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): { readonly plan: ObjectPlan; readonly conditions: readonly string[] } {
  const known = plans.get(operation);
  if (known) return { plan: known, conditions: [] };
  const conditions = knownConditions.get(operation) ?? document.definitions.flatMap(conditionsOf);
  knownConditions.set(operation, conditions);
  const plan = planOf(schema, document, operation, variables);
  const characters = operation.loc?.source.body.length ?? 0;
  if (conditions.length === 0 && fieldsOf(plan) * MIN_CHARACTERS_PER_FIELD <= characters)
    plans.set(operation, plan);
  return { plan, conditions };
}

const fieldsOf = (plan: ObjectPlan): number =>
  plan.flatMap(({ fields }) => fields).reduce((count, { below }) => count + 1 + fieldsOf(below), plan.length);

/** The variables of the directives of a definition. */
function conditionsOf(definition: DefinitionNode): string[] {
  const names: string[] = [];
  const enter = ({ arguments: args }: DirectiveNode) => {
    for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.push(value.name.value);
  };
  visit(definition, { Directive: { enter } });
  return names;
}
