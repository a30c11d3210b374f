import type { Column, StoredRows } from '../../ledger/tables.js';
import { builder } from '../builder.js';

/** The columns of a refund that say where the money goes. */
export const destinationColumns = [
  'destinationCardReference',
  'destinationCardReferenceStatus',
  'destinationCardReferenceType',
  'destinationCardType',
  'destinationType',
] as const satisfies readonly Column<'refund'>[];
type Destination = Pick<StoredRows['refund'], (typeof destinationColumns)[number]>;

/** The columns of a refund that say what the customer has to do. */
export const nextActionColumns = [
  'actionEmailSentAt',
  'actionEmailSentTo',
  'actionExpiresAt',
] as const satisfies readonly Column<'refund'>[];
type NextAction = Pick<StoredRows['refund'], (typeof nextActionColumns)[number]>;

const RefundDestinationCard = builder.objectRef<Destination>('RefundDestinationCard').implement({
  description: 'The card that the money goes back to.',
  fields: (t) => ({
    reference: t.exposeString('destinationCardReference', {
      nullable: true,
      description: "The network's reference, by which the customer's bank finds the refund.",
    }),
    referenceStatus: t.exposeString('destinationCardReferenceStatus', {
      nullable: true,
      description: 'The status of the reference: `pending`, `available` or `unavailable`.',
    }),
    referenceType: t.exposeString('destinationCardReferenceType', {
      nullable: true,
      description: 'Such as `acquirer_reference_number`.',
    }),
    type: t.string({
      description: '`refund`, `reversal` of an authorization, or `pending`.',
      resolve: ({ destinationCardType }) => destinationCardType as string,
    }),
  }),
});

export const RefundDestinationDetails = builder.objectRef<Destination>('RefundDestinationDetails').implement({
  description: 'The destination of the money.',
  fields: (t) => ({
    type: t.string({
      description: 'The payment method that receives the money.',
      resolve: ({ destinationType }) => destinationType as string,
    }),
    card: t.field({
      type: RefundDestinationCard,
      nullable: true,
      description: 'The card, if the money goes to one.',
      resolve: (refund) => (refund.destinationCardType === null ? null : refund),
    }),
  }),
});

const RefundNextActionEmailSent = builder.objectRef<NextAction>('RefundNextActionEmailSent').implement({
  description: 'The e-mail that asks the customer for bank details.',
  fields: (t) => ({
    emailSentAt: t.field({
      type: 'DateTime',
      description: 'The time when the e-mail was sent.',
      resolve: ({ actionEmailSentAt }) => actionEmailSentAt as Date,
    }),
    emailSentTo: t.string({
      description: 'The e-mail address.',
      resolve: ({ actionEmailSentTo }) => actionEmailSentTo as string,
    }),
  }),
});

const RefundNextActionDisplayDetails = builder
  .objectRef<NextAction>('RefundNextActionDisplayDetails')
  .implement({
    description: 'Details to show to the customer.',
    fields: (t) => ({
      emailSent: t.field({
        type: RefundNextActionEmailSent,
        description: 'The e-mail that was sent.',
        resolve: (refund) => refund,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        description: 'The time when the refund fails if the customer has not answered.',
        resolve: ({ actionExpiresAt }) => actionExpiresAt as Date,
      }),
    }),
  });

export const RefundNextAction = builder.objectRef<NextAction>('RefundNextAction').implement({
  description: 'The action that a refund waits for.',
  fields: (t) => ({
    type: t.string({ description: 'Always `display_details`.', resolve: () => 'display_details' }),
    displayDetails: t.field({
      type: RefundNextActionDisplayDetails,
      nullable: true,
      description: 'Details to show to the customer.',
      resolve: (refund) => refund,
    }),
  }),
});
