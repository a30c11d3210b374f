import { cacheExchange } from '@urql/exchange-graphcache';
import schema from '../generated/cache-schema';

const isPartOfItsParent = () => null;

/**
 * Types without an id: they are kept as a part of the object that has them. Connections and edges are such parts too,
 * so that each page of a list is kept under its own arguments.
 */
const PARTS = [
  'Viewer',
  'RefundLimit',
  'BillingDetails',
  'Refundability',
  'PaymentMethodDetails',
  'PaymentMethodCard',
  'RefundDestinationDetails',
  'RefundDestinationCard',
  'RefundNextAction',
  'RefundNextActionDisplayDetails',
  'RefundNextActionEmailSent',
  'RefundEventChange',
  'RefundSummaryRow',
  'RefundPreview',
];

/** A cache of objects by their id: a refund that changes on one screen, or by an event, changes on all of them. */
export const normalizedCache = () =>
  cacheExchange({
    schema,
    keys: Object.fromEntries(PARTS.map((type) => [type, isPartOfItsParent])),
  });
