import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Beyond } from '../../ledger/page-request.js';
import type { Selection } from '../../ledger/select.js';
import { type Model, relationOf } from '../../ledger/tables.js';
import { BoundedCache } from '../../process/bounded-cache.js';
import { typeNameOf } from '../node-types.js';
import { sourceOf } from './computed.js';

/** What a query selects of a list: the columns of its rows, and whether to look beyond the page. */
export interface ListSelection {
  readonly rows: Selection;
  readonly beyond: Beyond;
}

/** What the query selects of the row of `model` that the field resolves to. */
export const rowSelection = (info: GraphQLResolveInfo, model: Model): Selection =>
  onceForNode(rowSelections, info, model, () => selectionOf(info, model, [[]]));

/** What the query selects of the list of rows of `model` that the field resolves to. */
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

/** A document is parsed once, however often it is sent, so its nodes identify it. */
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

const enlarged = new WeakMap<Selection, Map<string, Selection>>();

/** The same selection with these columns of the row: the same object for the same selection, as `selectOf` needs it. */
export function alsoReading(selection: Selection, columns: readonly { readonly field: string }[]): Selection {
  if (!selection.fields) return selection;
  const added = columns.map(({ field }) => field);
  const key = added.join();
  const bySelection = enlarged.get(selection) ?? new Map<string, Selection>();
  const made = bySelection.get(key) ?? {
    ...selection,
    fields: [...new Set([...selection.fields, ...added])].sort(),
  };
  enlarged.set(selection, bySelection.set(key, made));
  return made;
}

type Fragments = Pick<GraphQLResolveInfo, 'fragments'>;

/**
 * The fields of the selections of some nodes of one level, with those of fragments. Each fragment is visited once, as its
 * fields are the same wherever it is used. Directives and type conditions are ignored: it does no harm to read more than
 * the query needs.
 */
function fieldsBelow({ fragments }: Fragments, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const visited = new Set<string>();
  const fields: FieldNode[] = [];
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? [])
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        visit(fragments[selection.name.value]?.selectionSet);
      }
  };
  for (const { selectionSet } of nodes) visit(selectionSet);
  return fields;
}

function below(info: Fragments, nodes: readonly FieldNode[], path: readonly string[]): readonly FieldNode[] {
  const [name, ...rest] = path;
  if (name === undefined) return nodes;
  const children = fieldsBelow(info, nodes);
  return below(
    info,
    children.filter((child) => child.name.value === name),
    rest,
  );
}

const asksFor = (info: GraphQLResolveInfo, path: readonly string[]): boolean =>
  below(info, info.fieldNodes, path).length > 0;

/**
 * One object for each shape of a selection, so that rows of one shape are loaded together. After an eviction a shape may
 * have two objects for a while: their rows are loaded apart, and still right.
 */
const shapes = new BoundedCache<Selection>('selection shapes', {
  maxEntries: 5_000,
  maxCharacters: 5_000_000,
});

/** What the query selects of rows of `model`, which are at one of these paths below the field that is resolved. */
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
  shapes.set(shape, selection);
  return selection;
}

function askedOf(info: GraphQLResolveInfo, model: Model, nodes: readonly FieldNode[]): Selection {
  const columns = new Set<string>();
  const related = new Map<string, FieldNode[]>();
  let whole = false;
  for (const node of fieldsBelow(info, nodes)) {
    const field = fieldOf(info, model, node);
    // It belongs to another type, in a fragment on that type, or to every type, as `__typename` does.
    if (!field) continue;
    const source = sourceOf(field);
    if (!source) whole = true;
    else if ('columns' in source) for (const column of source.columns) columns.add(column);
    else related.set(source.relation, [...(related.get(source.relation) ?? []), node]);
  }
  const relations = [...related].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    ...(!whole && { fields: [...columns].sort() }),
    relations: Object.fromEntries(
      relations.map(([name, selected]) => [name, askedOf(info, relationOf(model, name).model, selected)]),
    ),
  };
}

function fieldOf({ schema }: GraphQLResolveInfo, model: Model, { name }: FieldNode) {
  const fields = (schema.getType(typeNameOf(model)) as GraphQLObjectType).getFields();
  return Object.hasOwn(fields, name.value) ? fields[name.value] : undefined;
}
