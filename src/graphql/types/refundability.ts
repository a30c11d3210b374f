import type { Charge as ChargeRow } from '../../../prisma/generated/prisma/client.js';
import { amountStepOf } from '../../rules/currency.js';
import { requiresInstructionsEmail } from '../../rules/first-status.js';
import { amountRefundable, isUncaptured, refusalsNow } from '../../rules/refundability.js';
import { builder } from '../builder.js';
import { Charge } from './charge.js';
import { RefundError } from './refund-error.js';

const Refundability = builder.objectRef<ChargeRow>('Refundability').implement({
  description: 'What a refund button needs to know.',
  fields: (t) => ({
    refundable: t.boolean({
      description: 'Whether createRefund would accept some amount now.',
      resolve: (charge) => amountRefundable(charge) > 0n,
    }),
    amountRefundable: t.field({
      type: 'SafeInt',
      description: 'What createRefund would accept at most now.',
      resolve: (charge) => amountRefundable(charge),
    }),
    amountStep: t.field({
      type: 'SafeInt',
      description: 'Amounts must be multiples of this: 1, or more for some currencies.',
      resolve: ({ currency }) => amountStepOf(currency),
    }),
    fullOnly: t.boolean({
      description: 'Only the whole amount can be refunded: the charge is an authorization that is released.',
      resolve: (charge) => isUncaptured(charge),
    }),
    requiresInstructionsEmail: t.boolean({
      description: 'createRefund needs an instructionsEmail, as the charge has no e-mail address.',
      resolve: (charge) => requiresInstructionsEmail(charge) && charge.billingEmail === null,
    }),
    refusals: t.field({
      type: [RefundError],
      description: 'Every reason why not; empty when refundable.',
      resolve: (charge) => [...refusalsNow(charge)],
    }),
  }),
});

builder.prismaObjectFields(Charge, (t) => ({
  refundability: t.field({
    type: Refundability,
    description: 'Whether and how the charge can be refunded now, for a button on a screen.',
    resolve: (charge) => charge,
  }),
}));
