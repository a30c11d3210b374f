import type { Attack } from './attack.js';
import { repeat } from './document-text.js';

/** A language tag that Intl accepts, of 72 KB. */
const LONG_LOCALE = `en-x-${'abcdefgh-'.repeat(8_000)}a`;
/** Short enough for the largest body. */
const LONG_ID = `ch_${'x'.repeat(77_000)}`;

/** As much as a body holds: a hundred lines with texts as long as they may be, and a thousand lines that are short. */
const LINES = Array.from({ length: 100 }, () => ({ description: 'x'.repeat(512), amount: 1 }));
const MANY_LINES = Array.from({ length: 1_000 }, () => ({ description: 'x', amount: 1 }));
const LONG_WORDS = 'ab '.repeat(25_000);

/** Long texts in variables, which a request of a few fields uses many times. */
export const textAttacks: readonly Attack[] = [
  {
    name: 'a locale of 72 KB for fifteen amounts of each of a hundred refunds',
    guards: 'the formats of amounts, of which each is made from the locale',
    query: `query ($l: String) { refunds(first: 100) { nodes { ${repeat(15, (at) => `a${at}: amountFormatted(locale: $l)`)} } } }`,
    variables: JSON.stringify({ l: LONG_LOCALE }),
    refusedBy: null,
  },
  {
    name: 'a charge id of 77 KB in fifty mutations',
    guards: 'the messages of refusals, which name the id',
    query: `mutation ($c: ID!) { ${repeat(50, (at) => `a${at}: createRefund(input: { charge: $c }) { ... on RefundError { message } }`)} }`,
    variables: JSON.stringify({ c: LONG_ID }),
    refusedBy: null,
  },
  {
    name: 'a hundred lines of 512 characters in fifty mutations',
    guards: 'the checks of lines and the comparison of inputs with keys',
    query: `mutation ($l: [RefundLineInput!]!) { ${repeat(50, (at) => `a${at}: createRefund(input: { charge: "ch_x", lines: $l }) { ... on RefundError { code } }`)} }`,
    variables: JSON.stringify({ l: LINES }),
    refusedBy: null,
  },
  {
    name: 'a thousand lines in fifty mutations',
    guards: 'the number of lines',
    query: `mutation ($l: [RefundLineInput!]!) { ${repeat(50, (at) => `a${at}: createRefund(input: { charge: "ch_x", lines: $l }) { ... on RefundError { code } }`)} }`,
    variables: JSON.stringify({ l: MANY_LINES }),
    refusedBy: 'MAX_ITEMS',
  },
  {
    name: 'a search of 75 KB, in both lists, by amount',
    guards: 'the words of a search',
    query: `query ($s: String) { ${['charges', 'refunds'].map((list) => `${list}(first: 100, filter: { search: $s }, orderBy: { field: AMOUNT, direction: ASC }) { totalCount nodes { id } }`).join(' ')} }`,
    variables: JSON.stringify({ s: LONG_WORDS }),
    refusedBy: 'PARAMETER_INVALID',
  },
  {
    name: 'a search of one letter, ten times, with totals',
    guards: 'the bound of totals, and the rows that a search looks through',
    query: `{ ${repeat(10, (at) => `a${at}: charges(first: 100, filter: { search: "a" }, orderBy: { field: AMOUNT, direction: DESC }) { totalCount nodes { id } }`)} }`,
    refusedBy: null,
  },
];
