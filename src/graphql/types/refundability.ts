import type { StoredRows } from '../../ledger/tables.js';
import { amountStepOf } from '../../rules/currency.js';
import { refuseByWindow } from '../../rules/decide-policy.js';
import { requiresInstructionsEmail } from '../../rules/first-status.js';
import { NO_POLICY, refundableUntil } from '../../rules/policy.js';
import { amountRefundable, isUncaptured, refusalsNow } from '../../rules/refundability.js';
import { instructionsEmailOf } from '../../rules/refuse-refund.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { formattedValue } from './amounts.js';
import { RefundError } from './refund-error.js';

type Charge = StoredRows['charge'];
type Asked = Pick<GatewayContext, 'clock' | 'policy'>;

/** Section 12: the policy allows no refund of the charge any more. */
const refusalOfPolicy = (charge: Charge, { policy = NO_POLICY, clock }: Asked) =>
  refuseByWindow(policy, charge, clock.now());

const amountAllowed = (charge: Charge, asked: Asked): bigint =>
  refusalOfPolicy(charge, asked) ? 0n : amountRefundable(charge);

const Refundability = builder.objectRef<Charge>('Refundability').implement({
  description: 'Whether and how a charge can be refunded now.',
  fields: (t) => ({
    refundable: t.boolean({
      description: 'True if createRefund would accept some amount now.',
      resolve: (charge, _, context) => amountAllowed(charge, context) > 0n,
    }),
    amountRefundable: t.field({
      type: 'SafeInt',
      description:
        'The most that createRefund would accept now; 0 if the policy allows no refund of the charge any more. The limits of a caller do not count: see `viewer`.',
      resolve: (charge, _, context) => amountAllowed(charge, context),
    }),
    amountRefundableFormatted: t.string(
      formattedValue('That amount', (charge: Charge, context) => ({
        amount: amountAllowed(charge, context),
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
    refundableUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'The time until which the policy allows refunds of the charge, whatever else refuses them; null if it sets no end.',
      resolve: (charge, _, { policy = NO_POLICY }) => refundableUntil(policy, charge),
    }),
    refusals: t.field({
      type: [RefundError],
      description: 'Every reason why the charge cannot be refunded; empty if it can.',
      resolve: (charge, _, context) => {
        const late = refusalOfPolicy(charge, context);
        return [...refusalsNow(charge), ...(late ? [late] : [])];
      },
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
