import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Base } from './growth.js';

/** A span of a document. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A field of a document. */
export interface FieldPlace extends Span {
  readonly text: string;
  /** Without the alias. */
  readonly bareText: string;
  readonly hasAlias: boolean;
  /** Where directives are written. */
  readonly directivesAt: number;
  /** Where an argument is added, and the text around it. */
  readonly argumentsAt: { readonly at: number; readonly open: string; readonly close: string };
  /** The type that has the field. */
  readonly parent: string;
}

/** Where a document can grow. */
export interface Places {
  readonly fields: readonly FieldPlace[];
  /** Selections of objects that can contain themselves, with the fields on the way from the object to itself. */
  readonly circles: readonly { readonly at: number; readonly path: readonly string[] }[];
  readonly values: readonly (Span & { readonly text: string })[];
  readonly definitions: { readonly at: number; readonly open: string; readonly close: string };
  readonly variables: readonly string[];
  readonly end: number;
}

/** The span of a node. The parser knows it of every node. */
const spanOf = ({
  loc,
}: {
  readonly loc?: { readonly start: number; readonly end: number } | undefined;
}): Span => ({
  from: loc?.start ?? 0,
  to: loc?.end ?? 0,
});

/** Finds the places of a valid document. */
export function placesOf(schema: GraphQLSchema, { query, variables }: Base): Places {
  const info = new TypeInfo(schema);
  const fields: FieldPlace[] = [];
  const circles: Places['circles'][number][] = [];
  const values: Places['values'][number][] = [];
  const document = parse(query);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        if (parent) fields.push(fieldPlace(query, node, parent.name));
      },
      SelectionSet(node) {
        const type = info.getType() && getNamedType(info.getType());
        const path = isCompositeType(type) ? circleOf(type) : null;
        if (path) circles.push({ at: spanOf(node).from + 1, path });
      },
      Argument({ value }: ArgumentNode) {
        const span = spanOf(value);
        values.push({ ...span, text: query.slice(span.from, span.to) });
      },
    }),
  );
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition',
  );
  const [first] = operation?.variableDefinitions ?? [];
  return {
    fields,
    circles,
    values,
    definitions: first
      ? { at: spanOf(first).from, open: '', close: '' }
      : { at: operation ? spanOf(operation.selectionSet).from : 0, open: '(', close: ')' },
    variables: Object.keys(variables),
    end: query.length,
  };
}

function fieldPlace(query: string, node: FieldNode, parent: string): FieldPlace {
  const { from, to } = spanOf(node);
  const { from: nameFrom, to: nameTo } = spanOf(node.name);
  const lastArgument = node.arguments?.at(-1);
  return {
    from,
    to,
    text: query.slice(from, to),
    bareText: query.slice(nameFrom, to),
    hasAlias: node.alias !== undefined,
    directivesAt: node.selectionSet ? spanOf(node.selectionSet).from : to,
    argumentsAt: lastArgument
      ? { at: spanOf(lastArgument).to, open: ', ', close: '' }
      : { at: nameTo, open: '(', close: ')' },
    parent,
  };
}

/** The shortest way from a type back to itself by fields without required arguments; null if there is none. */
function circleOf(start: GraphQLCompositeType): readonly string[] | null {
  const known = new Set<string>();
  const next: { readonly type: GraphQLCompositeType; readonly path: readonly string[] }[] = [
    { type: start, path: [] },
  ];
  for (let way = next.shift(); way; way = next.shift()) {
    if (!('getFields' in way.type) || isAbstractType(way.type)) continue;
    for (const field of Object.values(way.type.getFields())) {
      const type = getNamedType(field.type);
      if (isLeafType(type) || !isCompositeType(type) || field.args.some(isRequiredArgument)) continue;
      const path = [...way.path, field.name];
      if (type === start) return path;
      if (!known.has(type.name)) next.push({ type, path });
      known.add(type.name);
    }
  }
  return null;
}
