import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A request that is valid for a schema. Some values are refused, which is an answer too. */
export interface GeneratedRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export interface GeneratorOptions {
  readonly schema: GraphQLSchema;
  /** Ids to ask for. */
  readonly ids: readonly string[];
  /** Root fields to ask for, such as `Query.refunds`. */
  readonly roots: readonly string[];
}

/** Levels of objects below the root. This is enough for a refund of a charge of a refund, and its page. */
const MAX_DEPTH = 5;
const MAX_FIELDS = 5;

/** Generates requests over all fields below the roots, with aliases, fragments, directives, variables and nulls. */
export function requests({ schema, ids, roots }: GeneratorOptions): fc.Arbitrary<GeneratedRequest> {
  return fc.constantFrom(...roots).chain((root) => {
    const [kind, name] = root.split('.') as [string, string];
    const type = schema.getType(kind);
    return fc.gen().map((gen) => {
      const writer = new Writer(schema, ids, (arbitrary) => gen(() => arbitrary));
      const fields = Object.values(isObjectType(type) ? type.getFields() : {});
      const field = fields.find((each) => each.name === name);
      if (!field) throw new Error(`The schema has no ${root}`);
      return writer.request(kind === 'Mutation' ? 'mutation' : 'query', field);
    });
  });
}

type Pick = <T>(arbitrary: fc.Arbitrary<T>) => T;

class Writer {
  readonly #variables = new Map<string, { readonly type: string; readonly value: unknown }>();
  readonly #fragments: string[] = [];
  #names = 0;
  readonly #withDirectives: boolean;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly ids: readonly string[],
    private readonly pick: Pick,
  ) {
    this.#withDirectives = this.#chance(3);
  }

  request(operation: 'query' | 'mutation', root: GraphQLField<unknown, unknown>): GeneratedRequest {
    const asked = Array.from({ length: 1 + this.#below(2) }, () => this.#field(root, MAX_DEPTH));
    const declared = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`);
    const head = declared.length === 0 ? operation : `${operation} Asked(${declared.join(', ')})`;
    return {
      query: [`${head} { ${asked.join(' ')} }`, ...this.#fragments].join('\n'),
      // An omitted variable is not the same as null.
      variables: Object.fromEntries(
        [...this.#variables]
          .filter(([, { value }]) => value !== undefined)
          .map(([name, { value }]) => [name, value]),
      ),
    };
  }

  #below(max: number): number {
    return this.pick(fc.nat({ max: max - 1 }));
  }
  #chance(oneIn: number): boolean {
    return this.#below(oneIn) === 0;
  }
  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    // The same name with different arguments would be a conflict.
    const alias = field.args.length > 0 || this.#chance(4) ? `${this.#name('f')}: ` : '';
    const args = field.args.filter((arg) => isNonNullType(arg.type) || this.#chance(2));
    const given = args.map((arg) => `${arg.name}: ${this.#argument(arg)}`);
    const selection = this.#selection(getNamedType(field.type), depth - 1);
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#directive()} ${selection}`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (isLeafType(type) || !isCompositeType(type)) return '';
    const parts = ['__typename'];
    if (isAbstractType(type)) {
      const possible = this.schema.getPossibleTypes(type);
      for (let count = 0; count < 3; count++) {
        const one = this.pick(fc.constantFrom(...possible));
        parts.push(this.#fragment(one.name, this.#selection(one, depth)));
      }
      return `{ ${parts.join(' ')} }`;
    }
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || isLeafType(getNamedType(field.type)),
    );
    for (let count = fields.length && 1 + this.#below(MAX_FIELDS); count > 0; count--) {
      const text = this.#field(this.pick(fc.constantFrom(...fields)), depth);
      parts.push(this.#chance(5) ? this.#fragment(type.name, `{ ${text} }`) : text);
    }
    return `{ ${parts.join(' ')} }`;
  }

  /** An inline fragment or a named one. */
  #fragment(on: string, selection: string): string {
    if (this.#chance(2)) return `... on ${on}${this.#directive()} ${selection}`;
    const name = this.#name('F');
    this.#fragments.push(`fragment ${name} on ${on} ${selection}`);
    return `...${name}${this.#directive()}`;
  }

  #directive(): string {
    if (!this.#withDirectives || !this.#chance(6)) return '';
    const value = this.#chance(2) ? 'true' : this.#variable('Boolean!', !this.#chance(2));
    return this.#chance(2) ? ` @include(if: ${value})` : ` @skip(if: ${value})`;
  }

  #variable(type: string, value: unknown): string {
    const name = this.#name('v');
    this.#variables.set(name, { type, value });
    return `$${name}`;
  }

  #argument({ name, type }: GraphQLArgument): string {
    const value = this.#value(type, name);
    if (this.#chance(2)) return this.#variable(String(type), value);
    return value === undefined ? 'null' : literal(value, type);
  }

  /** A value of an input type. It can be null or omitted if the type allows it. */
  #value(type: GraphQLInputType, name: string): unknown {
    if (!isNonNullType(type) && this.#chance(6)) return this.#chance(2) ? null : undefined;
    const nullable = getNullableType(type) as GraphQLInputType;
    if (isListType(nullable))
      return Array.from({ length: this.#below(4) }, () => this.#value(nullable.ofType, name) ?? null);
    if (isInputObjectType(nullable))
      return Object.fromEntries(
        Object.values(nullable.getFields())
          .filter((field) => isNonNullType(field.type) || this.#chance(3))
          .map((field) => [field.name, this.#value(field.type, field.name)]),
      );
    if (isEnumType(nullable))
      return this.pick(fc.constantFrom(...nullable.getValues().map((value) => value.name)));
    switch (String(nullable)) {
      case 'ID':
        return this.#chance(6) ? 'ch_unknown' : this.pick(fc.constantFrom(...this.ids));
      case 'Int':
        return this.pick(fc.constantFrom(1, 2, 3, 10, 100, 0, 101));
      case 'SafeInt':
        return this.pick(fc.constantFrom(1, 100, 1_000_000, 0, -1));
      case 'Boolean':
        return this.#chance(2);
      case 'DateTime':
        return this.pick(
          fc.constantFrom('2023-08-25T05:45:18.000Z', '2030-01-01T00:00:00+01:00', 'yesterday'),
        );
      case 'Metadata':
        return this.pick(fc.constantFrom({ order_id: '6735' }, {}, '', { a: 1 }));
      default:
        return this.pick(fc.constantFrom('', 'de-CH', 'usd', 'WyJyZSJd', 'jenny@example.com'));
    }
  }
}

/** Writes a value as a literal of a document. */
function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type) as GraphQLInputType | GraphQLEnumType;
  if (value === null || value === undefined) return 'null';
  if (isEnumType(nullable)) return String(value);
  if (Array.isArray(value))
    return `[${value.map((one) => literal(one, isListType(nullable) ? nullable.ofType : type)).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = isInputObjectType(nullable) ? nullable.getFields() : {};
  return `{ ${Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${name}: ${literal(one, fields[name]?.type ?? type)}`)
    .join(', ')} }`;
}
