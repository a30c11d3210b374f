import type { TestDesk } from './desk';

export interface SampleCharge {
  readonly id: string;
  readonly currency: string;
  readonly amountRefundable: number;
}

/** Charges in US dollars that can be refunded in part, of at least ten dollars. Different places are different charges. */
export async function refundableCharges(desk: TestDesk, key?: string): Promise<SampleCharge[]> {
  const { charges } = await desk.ask<{
    charges: {
      nodes: (SampleCharge & {
        captured: boolean;
        status: string;
        refundability: { fullOnly: boolean; requiresInstructionsEmail: boolean };
      })[];
    };
  }>(
    `{ charges(first: 100, filter: { refundable: true }) { nodes { id currency amountRefundable captured status
      refundability { fullOnly requiresInstructionsEmail } } } }`,
    {},
    key,
  );
  return charges.nodes.filter(
    ({ currency, amountRefundable, captured, status, refundability }) =>
      ['usd', 'eur', 'gbp'].includes(currency) &&
      amountRefundable >= 1_000 &&
      captured &&
      status === 'SUCCEEDED' &&
      !refundability.fullOnly &&
      !refundability.requiresInstructionsEmail,
  );
}

/** How many refunds a charge has. */
export async function refundsOf(desk: TestDesk, charge: string, key?: string) {
  const answer = await desk.ask<{
    charge: { refunds: { nodes: { amount: number; note: string | null }[] } };
  }>(
    'query($id: ID!) { charge(id: $id) { refunds(first: 20) { nodes { amount note } } } }',
    { id: charge },
    key,
  );
  return answer.charge.refunds.nodes;
}

/** A refunded charge that has everything an agent may have in hand, in the words of each. */
export async function inHand(desk: TestDesk) {
  const { charges } = await desk.ask<{
    charges: {
      nodes: {
        id: string;
        metadata: Record<string, string>;
        billingDetails: { name: string | null; email: string | null } | null;
        paymentMethodDetails: { card: { last4: string | null } | null } | null;
      }[];
    };
  }>(`{ charges(first: 100, filter: { refunded: PARTIAL }) { nodes { id metadata billingDetails { name email }
    paymentMethodDetails { card { last4 } } } } }`);
  for (const { id, metadata, billingDetails, paymentMethodDetails } of charges.nodes) {
    const order = metadata['order_id'];
    const { name, email } = billingDetails ?? {};
    const last4 = paymentMethodDetails?.card?.last4;
    if (order && name && email && last4)
      return { charge: id, words: { id, 'e-mail': email, last4, 'order number': order, name } };
  }
  throw new Error('The sample data has no refunded charge with a customer, a card and an order number');
}
