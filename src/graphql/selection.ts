import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { Include } from '../database/select.js';
import { type Model, tables } from '../database/tables.js';

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

/** Whether the field that is resolved asks for another at `path` below it. */
export const asksFor = (info: GraphQLResolveInfo, path: readonly string[]): boolean =>
  below(info, info.fieldNodes, path).length > 0;

/** Every shape of relations once: there are some hundred, as no relation leads back to its model. */
const shapes = new Map<string, Include>();

/**
 * The to-one relations that the selection asks of rows of `model`, which stand at one of the paths below the field
 * that is resolved: `[[]]` for the field itself, `[['edges', 'node'], ['nodes']]` for a connection. The same shape is
 * the same object, so that rows that want the same are loaded together.
 */
export function includeOf(
  info: GraphQLResolveInfo,
  model: Model,
  paths: readonly (readonly string[])[],
): Include {
  const nodes = paths.flatMap((path) => below(info, info.fieldNodes, path));
  const include = relationsOf(info, model, nodes);
  const shape = JSON.stringify(include);
  const known = shapes.get(shape);
  if (known) return known;
  shapes.set(shape, include);
  return include;
}

function relationsOf(info: Fragments, model: Model, nodes: readonly FieldNode[]): Include {
  const { relations } = tables[model];
  const children = nodes.flatMap((node) => [...fieldsOf(info, node.selectionSet)]);
  const asked = new Set(
    children.map((child) => child.name.value).filter((name) => Object.hasOwn(relations, name)),
  );
  return Object.fromEntries(
    [...asked].sort().map((name) => [
      name,
      relationsOf(
        info,
        relations[name]?.model as Model,
        children.filter((child) => child.name.value === name),
      ),
    ]),
  );
}
