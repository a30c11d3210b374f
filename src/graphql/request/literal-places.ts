import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  isValueNode,
  Kind,
  print,
  type ValueNode,
  visit,
} from 'graphql';
import { shortMessage } from './short-message.js';

/**
 * The errors of a document. An error of a literal names its argument and its place there, in the words that graphql-js
 * has for variables: `Argument "filter" got invalid value "now" at "filter.created.gte"; DateTime cannot …`
 */
export function nameLiterals(
  document: DocumentNode,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] {
  const wanted = new Set(errors.map(literalOf).filter((node) => node !== null));
  if (wanted.size === 0) return errors;
  const places = placesOf(document, wanted);
  return errors.map((error) => {
    const node = literalOf(error);
    const place = node && places.get(node);
    return node && place ? withPlace(error, node, place) : error;
  });
}

function withPlace(error: GraphQLError, node: ValueNode, { owner, name, path }: Place): GraphQLError {
  const at = path === '' ? '' : ` at "${name}${path}"`;
  // Shortened here too, because the error stays in a cache.
  return new GraphQLError(`${owner} got invalid value ${shortMessage(print(node))}${at}; ${error.message}`, {
    nodes: error.nodes ?? null,
    originalError: error.originalError ?? null,
    extensions: error.extensions,
  });
}

/** The literal that an error is about. */
function literalOf({ nodes }: GraphQLError): ValueNode | null {
  const node = nodes?.[0];
  return node && isValueNode(node) && node.kind !== Kind.VARIABLE ? node : null;
}

interface Place {
  /** Such as `Argument "filter"`. */
  readonly owner: string;
  readonly name: string;
  /** Such as `.created.gte`; empty for the whole value. */
  readonly path: string;
}

function placesOf(document: DocumentNode, wanted: ReadonlySet<ASTNode>): Map<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  visit(document, {
    enter(node, _key, parent, keys, ancestors) {
      if (!wanted.has(node)) return;
      let place: Place | undefined;
      for (const [index, above] of [...ancestors, parent].entries())
        place = above && stepInto(above, keys[index], place);
      if (place) places.set(node, place);
    },
  });
  return places;
}

/** The place after one more step down from a node, or from one of its lists. */
function stepInto(
  above: ASTNode | readonly ASTNode[],
  key: string | number | undefined,
  place: Place | undefined,
): Place | undefined {
  if (!('kind' in above))
    return place && isElement(above, key) ? { ...place, path: `${place.path}[${key}]` } : place;
  if (above.kind === Kind.ARGUMENT) {
    const name = above.name.value;
    return { owner: `Argument "${name}"`, name, path: '' };
  }
  if (above.kind === Kind.VARIABLE_DEFINITION) {
    const name = above.variable.name.value;
    return { owner: `Default of variable "$${name}"`, name, path: '' };
  }
  return place && above.kind === Kind.OBJECT_FIELD
    ? { ...place, path: `${place.path}.${above.name.value}` }
    : place;
}

/** Whether it is an element of a list, and not a field of an object. */
const isElement = (list: readonly ASTNode[], key: string | number | undefined): boolean => {
  const element = list[Number(key)];
  return element !== undefined && isValueNode(element);
};
