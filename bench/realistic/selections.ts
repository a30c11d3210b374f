import type { Random } from '../../src/sample-data/random.js';

/** Which fields may be asked for: the gateway's, or those that the hand-written peers have as well. */
export type Vocabulary = 'gateway' | 'shared';

const FIELDS = {
  refund: {
    shared: ['amount', 'currency', 'status', 'reason'],
    gateway: [
      ...['amountFormatted', 'currencyDecimals', 'metadata', 'description', 'failureReason', 'note'],
      ...[
        'pendingReason',
        'createdBy',
        'receiptNumber',
        'destinationDetails { type }',
        'lines { description }',
      ],
    ],
  },
  charge: {
    shared: ['amount', 'amountRefunded', 'currency', 'status'],
    gateway: [
      ...['amountFormatted(locale: "de-DE")', 'amountRefundable', 'captured', 'description', 'disputed'],
      ...['metadata', 'refunded', 'paymentMethodDetails { type card { brand last4 } }'],
    ],
  },
  paymentIntent: {
    shared: ['amount', 'currency', 'status', 'created'],
    gateway: ['description', 'metadata', 'amountReceived', 'amountFormatted'],
  },
} as const;

/** Some fields of a type, with its id. Another call selects others. */
export function fieldsOf(type: keyof typeof FIELDS, random: Random, vocabulary: Vocabulary): string {
  const { shared, gateway } = FIELDS[type];
  const names = vocabulary === 'shared' ? shared : [...shared, ...gateway];
  return ['id', ...names.filter(() => random.happens(0.5))].join(' ');
}

/** A refund, usually with what it belongs to. */
export function refundOf(random: Random, vocabulary: Vocabulary): string {
  const charge = random.happens(0.8) ? `charge { ${fieldsOf('charge', random, vocabulary)} }` : '';
  const intent = random.happens(0.6)
    ? `paymentIntent { ${fieldsOf('paymentIntent', random, vocabulary)} }`
    : '';
  return `${fieldsOf('refund', random, vocabulary)} created ${charge} ${intent}`;
}
