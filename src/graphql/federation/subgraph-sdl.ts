import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { typeNameOf } from '../node-types.js';
import { entityModels } from './representation.js';

/** What every composition since 2022 reads. Nothing of later versions is used. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])`;

/** The directives that a type has in the subgraph. Every server with pages has the same PageInfo. */
const directives = new Map<string, ConstDirectiveNode>([
  ...entityModels.map((model) => [typeNameOf(model), directive('@key(fields: "id")')] as const),
  ['PageInfo', directive('@shareable')],
]);

/** The schema as a composition reads it: with the keys of the entities, and without the fields that every subgraph has. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const document: DocumentNode = parse(printSchema(lexicographicSortSchema(schema)));
  const withKeys = visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (node) => {
      const added = directives.get(node.name.value);
      return added ? { ...node, directives: [...(node.directives ?? []), added] } : undefined;
    },
  });
  return `${LINK}\n\n${print(withKeys)}\n`;
}

/** A directive from its text. */
function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`type Any ${text} { any: Int }`).definitions;
  const [only] = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  if (!only) throw new Error(`${text} is no directive`);
  return only;
}
