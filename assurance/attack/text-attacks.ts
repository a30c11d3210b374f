import type { Attack } from './attack.js';
import { repeat } from './document-text.js';

/** A language tag that Intl accepts, of 72 KB. */
const LONG_LOCALE = `en-x-${'abcdefgh-'.repeat(8_000)}a`;
/** Short enough for the largest body. */
const LONG_ID = `ch_${'x'.repeat(77_000)}`;

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
];
