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

/** Section 11: a card of which a part is known. */
const hasCard = (refund: Destination): boolean =>
  refund.destinationCardReference !== null ||
  refund.destinationCardReferenceStatus !== null ||
  refund.destinationCardReferenceType !== null ||
  refund.destinationCardType !== null;

/** The refund, if anything of its destination is known. */
export const destinationOf = <R extends Destination>(refund: R): R | null =>
  refund.destinationType !== null || hasCard(refund) ? refund : null;

/** The columns of a refund that say what the customer has to do. */
export const nextActionColumns = [
  'actionEmailSentAt',
  'actionEmailSentTo',
  'actionExpiresAt',
] as const satisfies readonly Column<'refund'>[];
type NextAction = Pick<StoredRows['refund'], (typeof nextActionColumns)[number]>;

const hasEmail = ({ actionEmailSentAt, actionEmailSentTo }: NextAction): boolean =>
  actionEmailSentAt !== null || actionEmailSentTo !== null;

/** The refund, if it waits for the customer and anything of the action is known. */
export const nextActionOf = <R extends NextAction & Pick<StoredRows['refund'], 'status'>>(
  refund: R,
): R | null =>
  refund.status === 'requires_action' && (hasEmail(refund) || refund.actionExpiresAt !== null)
    ? refund
    : null;

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
    type: t.exposeString('destinationCardType', {
      nullable: true,
      description: '`refund`, `reversal` of an authorization, or `pending`; null if it is not known.',
    }),
  }),
});

export const RefundDestinationDetails = builder.objectRef<Destination>('RefundDestinationDetails').implement({
  description: 'The destination of the money.',
  fields: (t) => ({
    type: t.string({
      description: 'The payment method that receives the money.',
      // What Stripe calls the method whose details are those of a card.
      resolve: ({ destinationType }) => destinationType ?? 'card',
    }),
    card: t.field({
      type: RefundDestinationCard,
      nullable: true,
      description: 'The card, if the money goes to one.',
      resolve: (refund) => (hasCard(refund) ? refund : null),
    }),
  }),
});

const RefundNextActionEmailSent = builder.objectRef<NextAction>('RefundNextActionEmailSent').implement({
  description: 'The e-mail that asks the customer for bank details.',
  fields: (t) => ({
    emailSentAt: t.expose('actionEmailSentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time when the e-mail was sent, if it is known.',
    }),
    emailSentTo: t.exposeString('actionEmailSentTo', {
      nullable: true,
      description: 'The e-mail address, if it is known.',
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
        nullable: true,
        description: 'The e-mail that was sent, if one is known.',
        resolve: (refund) => (hasEmail(refund) ? refund : null),
      }),
      expiresAt: t.expose('actionExpiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'The time when the refund fails if the customer has not answered, if it is known.',
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
