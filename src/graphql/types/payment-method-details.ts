import { builder } from '../builder.js';

const PaymentMethodCard = builder
  .objectRef<{ brand: string | null; last4: string | null }>('PaymentMethodCard')
  .implement({
    description: 'The card of the payment.',
    fields: (t) => ({
      brand: t.exposeString('brand', { nullable: true, description: 'Such as `visa` or `mastercard`.' }),
      last4: t.exposeString('last4', {
        nullable: true,
        description: 'The last four digits of the card number.',
      }),
    }),
  });

export const PaymentMethodDetails = builder
  .objectRef<{ type: string; card: { brand: string | null; last4: string | null } | null }>(
    'PaymentMethodDetails',
  )
  .implement({
    description: 'The payment method of a charge.',
    fields: (t) => ({
      type: t.exposeString('type', {
        description: "Stripe's name of the payment method: `card`, `sepa_debit`, `konbini`, …",
      }),
      card: t.expose('card', {
        type: PaymentMethodCard,
        nullable: true,
        description: 'The card, if the payment was by card and a part of it is known.',
      }),
    }),
  });
