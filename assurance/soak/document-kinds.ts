import { createRandom, type Random } from '../../src/sample-data/random.js';
import { type Kind, pickBy, query } from './soak-request.js';

/** The fields of a refund that have no selection of their own. */
const FIELDS =
  'amount amountFormatted created currency description failureReason instructionsEmail metadata pendingReason reason receiptNumber status'.split(
    ' ',
  );
/** To-one relations of a refund: each choice of fields of them is another shape of a selection. */
const RELATIONS = ['charge', 'paymentIntent'] as const;
const RELATED_FIELDS = ['amount', 'created', 'currency', 'description', 'metadata', 'status'];
const SPACES = [' ', '  ', '\n', '\t', ' , ', ' #\n'];
/** Nearly as many characters as a body may have. A few of these documents fill a cache. */
const LARGE = 180_000;
/** Each takes the place of many small documents in a cache, so one of so many rounds of all kinds has one. */
const ROUNDS_BETWEEN_LARGE = 100;
const TURNS_OF_A_ROUND = 25;
const LOCALES_AT_ONCE = 40;

const some = (random: Random, names: readonly string[]): string[] => names.filter(() => random.happens(0.5));

function selectionOf(random: Random): string {
  const relations = RELATIONS.map((name) => `${name} { id ${some(random, RELATED_FIELDS).join(' ')} }`);
  return ['id', ...some(random, FIELDS), ...relations].join(random.pick(SPACES));
}

/** Whether a turn of a kind that can be large is. */
const isLarge = (turn: number, isAlone: boolean): boolean =>
  isAlone || Math.floor(turn / TURNS_OF_A_ROUND) % ROUNDS_BETWEEN_LARGE === 0;

/** A page with a selection of its own. The third time it is compiled. */
const page: Kind = (turn) => {
  const random = createRandom(turn);
  const text = `query Page${turn} { refunds(first: ${random.between(1, 30)}) { nodes { ${selectionOf(random)} } } }`;
  return [query(text), query(text), query(text)];
};

/** Aliases, fragments, comments and literals that no other document has. */
const spelling: Kind = (turn, { charges, refunds }) => {
  const random = createRandom(turn);
  const fragment = `fragment F${turn} on Refund { ${selectionOf(random)} }`;
  const text = `# ${turn}\nquery Op${turn} { a${turn}: refund(id: "${pickBy(turn, refunds)}") { ...F${turn} }
    charge(id: "${pickBy(turn, charges)}") { b${turn}: amountRefundable refunds(first: ${random.between(1, 20)}) { nodes { id } } } }`;
  return [query(`${text} ${fragment}`)];
};

const unknownField: Kind = (turn, { refunds }) => [
  query(`{ refund(id: "${pickBy(turn, refunds)}") { unknown${turn} } }`),
];
const syntaxError: Kind = (turn) => [query(`{ refunds(first: ${turn}`)];
const unknownOperation: Kind = (turn) => [query('query A { __typename }', {}, `B${turn}`)];

const locales: Kind = (turn) => {
  const amounts = Array.from(
    { length: LOCALES_AT_ONCE },
    (_, index) => `l${index}: amountFormatted(locale: "de-x-${turn}-${index}")`,
  );
  return [query(`{ refunds(first: 1) { nodes { ${amounts} } } }`)];
};

const large: Kind = (turn, _, isAlone) => [
  query(`query Large${turn} { __typename } # ${'x'.repeat(isLarge(turn, isAlone) ? LARGE : 200)}`),
];
const largeSyntaxError: Kind = (turn, _, isAlone) => [
  query(`{ ${isLarge(turn, isAlone) ? 'x'.repeat(LARGE) : ''} "${turn}" }`),
];

/** Requests with documents that no other turn has, valid and invalid ones. */
export const documentKinds = {
  page,
  spelling,
  'unknown field': unknownField,
  'syntax error': syntaxError,
  'unknown operation': unknownOperation,
  locales,
  large,
  'large syntax error': largeSyntaxError,
} satisfies Record<string, Kind>;
