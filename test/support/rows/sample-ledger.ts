import { refundCeiling } from '../../../src/rules/refundability.js';
import { sampleObjects } from '../../../src/sample-data/sample-objects.js';
import type { StripeObject } from '../../../src/sample-data/stripe-objects.js';

type Kind = StripeObject['object'];
export type SampleOf<K extends Kind> = Extract<StripeObject, { object: K }>;

/** The sample data, built once for all tests. */
export const objects: readonly StripeObject[] = [...sampleObjects()];

export const allOf = <K extends Kind>(kind: K): SampleOf<K>[] =>
  objects.filter((each): each is SampleOf<K> => each.object === kind);

export const intents = allOf('payment_intent');
export const charges = allOf('charge');
export const refunds = allOf('refund');
export const disputes = allOf('dispute');

/** Finds an object by kind and id, and throws if there is none. */
export function sample<K extends Kind>(kind: K, id: string | null): SampleOf<K> {
  const found = allOf(kind).find((each) => each.id === id);
  if (!found) throw new Error(`The sample data has no ${kind} ${id}`);
  return found;
}

/** The refunds of a charge. */
export const refundsOf = (charge: string) => refunds.filter((refund) => refund.charge === charge);

/** The largest amount that can be refunded of a charge, by the gateway's own rule. */
export const ceilingOf = (charge: SampleOf<'charge'>): number =>
  Number(
    refundCeiling({
      amount: BigInt(charge.amount),
      amountCaptured: BigInt(charge.amount_captured),
      captured: charge.captured,
    }),
  );
