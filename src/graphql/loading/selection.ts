import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Beyond } from '../../ledger/page-request.js';
import type { Selection } from '../../ledger/select.js';
import { type Model, type Rows, tables } from '../../ledger/tables.js';
import { typeNameOf } from '../node-types.js';

/**
 * Says which fields of its row a GraphQL field is resolved from, where that is not the one of its name. One that does
 * not say it, and has no field of its name, is resolved from the whole row.
 */
export const needs = <M extends Model>(_model: M, ...fields: (keyof Rows[M] & string)[]) => ({
  needs: fields,
});

/** What a list's selection asks: of its rows, and of what is beyond the page. */
export interface ListSelection {
  readonly rows: Selection;
  readonly beyond: Beyond;
}

/** What the selection asks of the row of `model` that the field resolves to. */
export const rowSelection = (info: GraphQLResolveInfo, model: Model): Selection =>
  onceForNode(rowSelections, info, model, () => selectionOf(info, model, [[]]));

/** What the selection asks of the list of rows of `model` that the field resolves to. */
export const listSelection = (info: GraphQLResolveInfo, model: Model): ListSelection =>
  onceForNode(listSelections, info, model, () => ({
    rows: selectionOf(info, model, [['edges', 'node'], ['nodes']]),
    beyond: {
      before: asksFor(info, ['pageInfo', 'hasPreviousPage']),
      after: asksFor(info, ['pageInfo', 'hasNextPage']),
    },
  }));

const rowSelections = new WeakMap<FieldNode, Map<Model, Selection>>();
const listSelections = new WeakMap<FieldNode, Map<Model, ListSelection>>();

/** A document is parsed once, however often it comes: its nodes tell it. */
function onceForNode<T>(
  cache: WeakMap<FieldNode, Map<Model, T>>,
  { fieldNodes }: GraphQLResolveInfo,
  model: Model,
  make: () => T,
): T {
  const [node] = fieldNodes;
  if (!node || fieldNodes.length > 1) return make();
  const byModel = cache.get(node) ?? new Map<Model, T>();
  const made = byModel.get(model) ?? make();
  cache.set(node, byModel.set(model, made));
  return made;
}

type Fragments = Pick<GraphQLResolveInfo, 'fragments'>;

/**
 * The fields of a selection, fragments opened. Directives and type conditions are not looked at: to read more than
 * is asked for does no harm.
 */
function* fieldsOf(info: Fragments, set: SelectionSetNode | undefined): Generator<FieldNode> {
  for (const selection of set?.selections ?? [])
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(info, selection.selectionSet);
    else yield* fieldsOf(info, info.fragments[selection.name.value]?.selectionSet);
}

function below(info: Fragments, nodes: readonly FieldNode[], path: readonly string[]): readonly FieldNode[] {
  const [name, ...rest] = path;
  if (name === undefined) return nodes;
  const children = nodes.flatMap((node) => [...fieldsOf(info, node.selectionSet)]);
  return below(
    info,
    children.filter((child) => child.name.value === name),
    rest,
  );
}

const asksFor = (info: GraphQLResolveInfo, path: readonly string[]): boolean =>
  below(info, info.fieldNodes, path).length > 0;

/** Every shape of a selection once, so that rows that want the same are loaded together. */
const shapes = new Map<string, Selection>();
/** There are more shapes than anyone asks for: what comes then is not shared, and still right. */
const MAX_SHAPES = 5_000;

/** What is asked of rows of `model`, which stand at one of the paths below the field that is resolved. */
function selectionOf(
  info: GraphQLResolveInfo,
  model: Model,
  paths: readonly (readonly string[])[],
): Selection {
  const nodes = paths.flatMap((path) => below(info, info.fieldNodes, path));
  const selection = askedOf(info, model, nodes);
  const shape = JSON.stringify(selection);
  const known = shapes.get(shape);
  if (known) return known;
  if (shapes.size < MAX_SHAPES) shapes.set(shape, selection);
  return selection;
}

function askedOf(info: GraphQLResolveInfo, model: Model, nodes: readonly FieldNode[]): Selection {
  const { relations } = tables[model];
  const children = nodes.flatMap((node) => [...fieldsOf(info, node.selectionSet)]);
  const names = [...new Set(children.map((child) => child.name.value))].sort();
  const needed = names.map((name) => neededFor(info, model, name));
  return {
    ...(needed.every((fields) => fields !== null) && { fields: [...new Set(needed.flat())].sort() }),
    relations: Object.fromEntries(
      names
        .filter((name) => Object.hasOwn(relations, name))
        .map((name) => [
          name,
          askedOf(
            info,
            relations[name]?.model as Model,
            children.filter((child) => child.name.value === name),
          ),
        ]),
    ),
  };
}

/** The fields of the row from which a GraphQL field is resolved; null for all of them. */
function neededFor({ schema }: GraphQLResolveInfo, model: Model, name: string): readonly string[] | null {
  const type = schema.getType(typeNameOf(model)) as GraphQLObjectType;
  const field = Object.hasOwn(type.getFields(), name) ? type.getFields()[name] : undefined;
  // Of another type, or of every type.
  if (!field || Object.hasOwn(tables[model].relations, name)) return [];
  const said = field.extensions['needs'] as readonly string[] | undefined;
  return said ?? (tables[model].fields.includes(name) ? [name] : null);
}
