import type { StoredRows } from '../../ledger/tables.js';
import { amountStepOf } from '../../rules/currency.js';
import { requiresInstructionsEmail } from '../../rules/first-status.js';
import { amountRefundable, isUncaptured, refusalsNow } from '../../rules/refundability.js';
import { instructionsEmailOf } from '../../rules/refuse-refund.js';
import { builder } from '../builder.js';
import { formattedValue } from './amounts.js';
import { RefundError } from './refund-error.js';

const Refundability = builder.objectRef<StoredRows['charge']>('Refundability').implement({
  description: 'Whether and how a charge can be refunded now.',
  fields: (t) => ({
    refundable: t.boolean({
      description: 'True if createRefund would accept some amount now.',
      resolve: (charge) => amountRefundable(charge) > 0n,
    }),
    amountRefundable: t.field({
      type: 'SafeInt',
      description: 'The most that createRefund would accept now.',
      resolve: (charge) => amountRefundable(charge),
    }),
    amountRefundableFormatted: t.string(
      formattedValue('That amount', (charge: StoredRows['charge']) => ({
        amount: amountRefundable(charge),
        currency: charge.currency,
      })),
    ),
    amountStep: t.field({
      type: 'SafeInt',
      description: 'Amounts must be a multiple of this number: 1, or more for some currencies.',
      resolve: ({ currency }) => amountStepOf(currency),
    }),
    fullOnly: t.boolean({
      description:
        'True if only the full amount can be refunded, because the refund releases an uncaptured charge.',
      resolve: (charge) => isUncaptured(charge),
    }),
    requiresInstructionsEmail: t.boolean({
      description:
        'True if createRefund needs an instructionsEmail, because the charge has no billing e-mail.',
      resolve: (charge) => requiresInstructionsEmail(charge) && instructionsEmailOf(charge, {}) === null,
    }),
    refusals: t.field({
      type: [RefundError],
      description: 'Every reason why the charge cannot be refunded; empty if it can.',
      resolve: (charge) => [...refusalsNow(charge)],
    }),
  }),
});

builder.prismaObjectFields('Charge', (t) => ({
  refundability: t.field({
    type: Refundability,
    description: 'Whether and how the charge can be refunded now.',
    resolve: (charge) => charge,
  }),
}));
