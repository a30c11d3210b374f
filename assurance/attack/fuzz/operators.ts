import type { Random } from '../../../src/sample-data/random.js';
import type { Edit, Growth } from './growth.js';
import type { FieldPlace, Places } from './places.js';

type Text = (size: number) => string;

const insert = (at: number, text: Text): Edit => ({ from: at, to: at, text });
const each = (size: number, text: (index: number) => string, between = ' '): string =>
  Array.from({ length: size }, (_, index) => text(index)).join(between);
const around = ({ open, close }: { open: string; close: string }, text: Text): Text => {
  return (size) => `${open}${text(size)}${close}`;
};

type OnField = (field: FieldPlace, places: Places) => readonly Edit[];
type OnValue = (text: string) => Text;
type OnVariable = (size: number) => string;

/** Fragments at the end of a document, and their uses beside a field. */
const fragments =
  (
    uses: (size: number) => string,
    fragment: (index: number, size: number, text: string) => string,
  ): OnField =>
  ({ to, text, parent }, { end }) => [
    insert(to, (size) => ` ${uses(size)}`),
    insert(end, (size) =>
      each(size, (at) => ` fragment G${at} on ${parent} { ${fragment(at, size, text)} }`),
    ),
  ];
const next = (at: number, size: number, last: string): string => (at + 1 < size ? `...G${at + 1}` : last);
const atField = (text: Text): OnField => {
  return ({ from }) => [insert(from, text)];
};

const fieldOperators: Readonly<Record<string, OnField>> = {
  'a field again': ({ to, text }) => [insert(to, (size) => ` ${text}`.repeat(size))],
  'aliases of a field': ({ to, bareText }) => [
    insert(to, (size) => ` ${each(size, (at) => `g${at}: ${bareText}`)}`),
  ],
  'fields that do not exist': ({ to }) => [insert(to, (size) => ` ${each(size, (at) => `unknown${at}`)}`)],
  'inline fragments in each other': ({ from, to }) => [
    insert(from, (size) => '... { '.repeat(size)),
    insert(to, (size) => ' }'.repeat(size)),
  ],
  'inline fragments': ({ to, text }) => [insert(to, (size) => ` ... { ${text} }`.repeat(size))],
  'fragments that double': fragments(
    () => '...G0',
    (at, size, text) => {
      const used = next(at, size, text);
      return `${used} ${used}`;
    },
  ),
  'a chain of fragments': fragments(() => '...G0', next),
  'a circle of fragments': fragments(
    () => '...G0',
    (at, size) => next(at, size, '...G0'),
  ),
  'fragments beside each other': fragments(
    (size) => each(size, (at) => `...G${at}`),
    (_, __, text) => text,
  ),
  'fragments without use': fragments(
    () => '',
    (_, __, text) => text,
  ),
  'fragments that do not exist': ({ to }) => [insert(to, (size) => ` ${each(size, (at) => `...G${at}`)}`)],
  'a directive again': ({ directivesAt }) => [
    insert(directivesAt, (size) => ' @include(if: true)'.repeat(size)),
  ],
  'directives that do not exist': ({ directivesAt }) => [
    insert(directivesAt, (size) => ` ${each(size, (at) => `@unknown${at}`)} `),
  ],
  'arguments that do not exist': ({ argumentsAt }) => [
    insert(
      argumentsAt.at,
      around(argumentsAt, (size) => each(size, (at) => `unknown${at}: 1`)),
    ),
  ],
  'line breaks': atField((size) => '\n'.repeat(size)),
  'line breaks of two characters': atField((size) => '\r\n'.repeat(size)),
  commas: atField((size) => ','.repeat(size)),
  comments: atField((size) => '#\n'.repeat(size)),
  'a long comment': atField((size) => `#${'x'.repeat(size)}\n`),
  'a long alias': ({ from, hasAlias }) =>
    hasAlias ? [] : [insert(from, (size) => `g${'x'.repeat(size)}: `)],
  operations: (_, { end }) => [
    insert(end, (size) => ` ${each(size, (at) => `query G${at} { __typename }`)}`),
  ],
  'definitions of variables': (_, { definitions }) => [
    insert(
      definitions.at,
      around(definitions, (size) => each(size, (at) => `$g${at}: Int, `)),
    ),
  ],
};

const valueOperators: Readonly<Record<string, OnValue>> = {
  'a list in an argument': (text) => (size) => `[${each(size, () => text)}]`,
  'lists in each other in an argument': (text) => (size) => '['.repeat(size) + text + ']'.repeat(size),
  'objects in each other in an argument': (text) => (size) => '{ g: '.repeat(size) + text + ' }'.repeat(size),
  'unknown keys in an argument': () => (size) => `{ ${each(size, (at) => `g${at}: 1`)} }`,
  'a key again in an argument': () => (size) => `{ ${'g: 1 '.repeat(size)} }`,
  'a long text in an argument': () => (size) => `"${'x'.repeat(size)}"`,
  'escapes in an argument': () => (size) => `"${'\\u00e4'.repeat(size)}"`,
  'lines of a text in an argument': () => (size) => `"""${' x\n'.repeat(size)}"""`,
  'digits in an argument': () => (size) => '1'.repeat(size),
  'variables that do not exist': () => (size) => `[${each(size, (at) => `$g${at}`)}]`,
};

const variableOperators: Readonly<Record<string, OnVariable>> = {
  'a list in a variable': (size) => `[${each(size, () => '1', ',')}]`,
  'a list of objects in a variable': (size) => `[${each(size, () => '{}', ',')}]`,
  'unknown keys in a variable': (size) => `{${each(size, (at) => `"g${at}":1`, ',')}}`,
  'lists in each other in a variable': (size) => '['.repeat(size) + ']'.repeat(size),
  'objects in each other in a variable': (size) => `${'{"g":'.repeat(size)}1${'}'.repeat(size)}`,
  'a long text in a variable': (size) => `"${'x'.repeat(size)}"`,
  'digits in a variable': (size) => '1'.repeat(size),
};

/** A way in which any request can grow, if it has a place for it. */
export interface Operator {
  readonly name: string;
  /** Picks a place. Null if the request has none. */
  start(places: Places, random: Random): Growth | null;
}

/** Picks one of several places; null if there are none. */
const pick = <T>(from: readonly T[], random: Random): T | null =>
  from.length > 0 ? random.pick(from) : null;

export const operators: readonly Operator[] = [
  ...Object.entries(fieldOperators).map(
    ([name, edits]): Operator => ({
      name,
      start(places, random) {
        const field = pick(places.fields, random);
        return field && { edits: edits(field, places) };
      },
    }),
  ),
  ...Object.entries(valueOperators).map(
    ([name, textOf]): Operator => ({
      name,
      start({ values }, random) {
        const value = pick(values, random);
        return value && { edits: [{ from: value.from, to: value.to, text: textOf(value.text) }] };
      },
    }),
  ),
  ...Object.entries(variableOperators).map(
    ([name, json]): Operator => ({
      name,
      start({ variables }, random) {
        const variable = pick(variables, random);
        return variable === null ? null : { variables: (size) => ({ [variable]: json(size) }) };
      },
    }),
  ),
  {
    name: 'objects in each other',
    start({ circles }, random) {
      const circle = pick(circles, random);
      if (!circle) return null;
      const open = circle.path.map((name) => `${name} { `).join('');
      const close = ' }'.repeat(circle.path.length);
      return { edits: [insert(circle.at, (size) => `${open.repeat(size)}__typename${close.repeat(size)} `)] };
    },
  },
  {
    name: 'variables without a definition',
    start: () => ({
      variables: (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`g${at}`, '1'])),
    }),
  },
  {
    name: 'a long operationName',
    start: () => ({ others: (size) => ({ operationName: `"${'x'.repeat(size)}"` }) }),
  },
  {
    name: 'deep extensions',
    start: () => ({ others: (size) => ({ extensions: `${'{"g":'.repeat(size)}1${'}'.repeat(size)}` }) }),
  },
];
