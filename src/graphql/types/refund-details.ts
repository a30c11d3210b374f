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
      description: 'Whether the reference is known: `pending`, `available` or `unavailable`.',
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
  description: 'Where the money goes.',
  fields: (t) => ({
    type: t.string({
      description: 'The payment method that takes it.',
      resolve: ({ destinationType }) => destinationType as string,
    }),
    card: t.field({
      type: RefundDestinationCard,
      nullable: true,
      description: 'The card, where it goes to one.',
      resolve: (refund) => (refund.destinationCardType === null ? null : refund),
    }),
  }),
});

const RefundNextActionEmailSent = builder.objectRef<NextAction>('RefundNextActionEmailSent').implement({
  description: 'The e-mail that asks the customer for bank details.',
  fields: (t) => ({
    emailSentAt: t.field({
      type: 'DateTime',
      description: 'When it was sent.',
      resolve: ({ actionEmailSentAt }) => actionEmailSentAt as Date,
    }),
    emailSentTo: t.string({
      description: 'To which address.',
      resolve: ({ actionEmailSentTo }) => actionEmailSentTo as string,
    }),
  }),
});

const RefundNextActionDisplayDetails = builder
  .objectRef<NextAction>('RefundNextActionDisplayDetails')
  .implement({
    description: 'What to tell the customer.',
    fields: (t) => ({
      emailSent: t.field({
        type: RefundNextActionEmailSent,
        description: 'The e-mail that was sent.',
        resolve: (refund) => refund,
      }),
      expiresAt: t.field({
        type: 'DateTime',
        description: 'When the refund fails unless the customer has answered.',
        resolve: ({ actionExpiresAt }) => actionExpiresAt as Date,
      }),
    }),
  });

export const RefundNextAction = builder.objectRef<NextAction>('RefundNextAction').implement({
  description: 'What has to happen before the refund can go on.',
  fields: (t) => ({
    type: t.string({ description: 'Always `display_details`.', resolve: () => 'display_details' }),
    displayDetails: t.field({
      type: RefundNextActionDisplayDetails,
      nullable: true,
      description: 'What to tell the customer.',
      resolve: (refund) => refund,
    }),
  }),
});
