import { builder } from '../builder.js';

const PaymentMethodCard = builder
  .objectRef<{ brand: string | null; last4: string | null }>('PaymentMethodCard')
  .implement({
    description: 'The card that paid.',
    fields: (t) => ({
      brand: t.exposeString('brand', { nullable: true, description: 'Such as `visa` or `mastercard`.' }),
      last4: t.exposeString('last4', { nullable: true, description: 'The last four digits of its number.' }),
    }),
  });

export const PaymentMethodDetails = builder
  .objectRef<{ type: string; card: { brand: string | null; last4: string | null } | null }>(
    'PaymentMethodDetails',
  )
  .implement({
    description: 'How a charge was paid.',
    fields: (t) => ({
      type: t.exposeString('type', {
        description: "Stripe's word for the method: `card`, `sepa_debit`, `konbini`, …",
      }),
      card: t.expose('card', {
        type: PaymentMethodCard,
        nullable: true,
        description: 'The card, where it was one.',
      }),
    }),
  });
