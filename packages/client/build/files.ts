import { buildSchema } from 'graphql';
import { tsTypes } from '../src/scalars.js';
import { introspectionType, smallIntrospection, wholeIntrospection } from './introspection.js';
import { shapeOf } from './shape.js';

const NOTE = 'Made from schema.graphql by `npm run build:client`. Do not edit it.';

/** What relay-compiler needs to know of the gateway. The paths are from the directory of the user's package. */
const relayConfig = {
  src: './src',
  schema: './node_modules/@refund-gateway/client/generated/schema.graphql',
  language: 'typescript',
  eagerEsModules: true,
  customScalarTypes: tsTypes,
};

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The files of `generated/` that follow from the schema: their text, by name.
 *
 * @throws for a scalar that `src/scalars.ts` does not know
 */
export function filesOf(schemaText: string): ReadonlyMap<string, string> {
  const schema = buildSchema(schemaText);
  const { scalars, ...shape } = shapeOf(schema);
  const unknown = scalars.filter((name) => !(name in tsTypes));
  if (unknown.length > 0)
    throw new Error(`packages/client/src/scalars.ts has no type for the scalars ${unknown.join(', ')}`);
  const constants = Object.entries(shape).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`,
  );
  const scalarTypes = Object.entries(tsTypes)
    .map(([name, type]) => `${name}: ${type}`)
    .join('; ');
  return new Map([
    ['schema.graphql', schemaText],
    ['introspection.json', json(wholeIntrospection(schema))],
    ['relay.config.json', json(relayConfig)],
    ['shape.ts', `// ${NOTE}\n${constants.join('')}`],
    [
      'small-introspection.ts',
      `// ${NOTE}\nexport const smallIntrospection: object = ${JSON.stringify(smallIntrospection(schema))};\n`,
    ],
    [
      'gql-tada.d.ts',
      `// ${NOTE}\n/** The schema, for the option \`introspection\` of \`initGraphQLTada\`. */\nexport type introspection = ${introspectionType(schema)};\n/** For its option \`scalars\`. */\nexport type scalars = { ${scalarTypes} };\n`,
    ],
  ]);
}
