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
