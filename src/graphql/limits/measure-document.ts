import {
  type DefinitionNode,
  type DocumentNode,
  type ExecutableDefinitionNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The size of an operation, with each fragment counted wherever it is used. */
export interface DocumentSize {
  /** Fields, spreads and inline fragments. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields within fields. */
  readonly depth: number;
}

const NOTHING: DocumentSize = { selections: 0, aliases: 0, directives: 0, depth: 0 };

/**
 * The sizes of a document's operations and of its fragments, which are validated even if no operation uses them. Visits
 * each fragment once, however often it is used, and expands none.
 */
export function measureDefinitions({
  definitions,
}: DocumentNode): ReadonlyMap<ExecutableDefinitionNode, DocumentSize> {
  const fragments = new Map(definitions.filter(isFragment).map((each) => [each.name.value, each]));
  const measured = new Map<string, DocumentSize>();

  const ofFragment = (name: string): DocumentSize => {
    const known = measured.get(name);
    if (known) return known;
    // Validation refuses an unknown fragment and a cycle. Until it is measured, a fragment counts as empty: so a cycle ends.
    measured.set(name, NOTHING);
    const size = ofSet(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  };

  const ofSelection = (selection: SelectionNode): DocumentSize => {
    const isField = selection.kind === Kind.FIELD;
    const within =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(selection.name.value)
        : ofSet(selection.selectionSet);
    return {
      selections: within.selections + 1,
      aliases: within.aliases + (isField && selection.alias ? 1 : 0),
      directives: within.directives + (selection.directives?.length ?? 0),
      depth: within.depth + (isField ? 1 : 0),
    };
  };

  const ofSet = (set: SelectionSetNode | undefined): DocumentSize =>
    (set?.selections ?? []).map(ofSelection).reduce(together, NOTHING);

  return new Map(
    definitions.filter(isExecutable).map((definition) => {
      const size = ofSet(definition.selectionSet);
      return [definition, { ...size, directives: size.directives + (definition.directives?.length ?? 0) }];
    }),
  );
}

const together = (one: DocumentSize, other: DocumentSize): DocumentSize => ({
  selections: one.selections + other.selections,
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
  depth: Math.max(one.depth, other.depth),
});

const isFragment = (node: DefinitionNode): node is FragmentDefinitionNode =>
  node.kind === Kind.FRAGMENT_DEFINITION;
const isExecutable = (node: DefinitionNode): node is ExecutableDefinitionNode =>
  isFragment(node) || node.kind === Kind.OPERATION_DEFINITION;
