import type { Rows } from '../../ledger/tables.js';
import type { Refusal, RefusalCode } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Charge } from './charge.js';
import { Refund } from './refund.js';

const RefundErrorCode = builder.enumType('RefundErrorCode', {
  description: 'The reason for a refusal. New codes may be added.',
  values: {
    AMOUNT_REFUNDABLE_CHANGED: {
      description: "The charge's amountRefundable is not the expected amount.",
    },
    AMOUNT_TOO_LARGE: { description: 'The amount is more than is left of the charge.' },
    CHARGE_ALREADY_REFUNDED: { description: 'Nothing is left of the charge.' },
    CHARGE_DISPUTED: { description: 'A dispute of the charge blocks refunds.' },
    CHARGE_NOT_REFUNDABLE: { description: 'The charge has failed, or was not captured.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The key was first used with another input.' },
    PARAMETER_INVALID: { description: 'A value is well-typed but not allowed.' },
    PARAMETER_MISSING: { description: 'A required value is missing.' },
    REFUND_NOT_CANCELABLE: { description: 'The refund does not wait for the customer.' },
    RESOURCE_MISSING: { description: 'No object with this id exists.' },
  } as const satisfies Record<RefusalCode, object>,
});

/** The GraphQL type of each refusal (rules, section 10). */
const typeNames = {
  AMOUNT_REFUNDABLE_CHANGED: 'AmountRefundableChangedError',
  AMOUNT_TOO_LARGE: 'AmountTooLargeError',
  CHARGE_ALREADY_REFUNDED: 'ChargeAlreadyRefundedError',
  CHARGE_DISPUTED: 'ChargeNotRefundableError',
  CHARGE_NOT_REFUNDABLE: 'ChargeNotRefundableError',
  IDEMPOTENCY_KEY_REUSED: 'IdempotencyKeyReusedError',
  PARAMETER_INVALID: 'InvalidParameterError',
  PARAMETER_MISSING: 'InvalidParameterError',
  REFUND_NOT_CANCELABLE: 'RefundNotCancelableError',
  RESOURCE_MISSING: 'ResourceMissingError',
} as const satisfies Record<RefusalCode, string>;

export const typeOfRefusal = ({ code }: Refusal): string => typeNames[code];

export const RefundError = builder.interfaceRef<Refusal>('RefundError').implement({
  description:
    'The fields of every refusal. New types of refusals may be added: select this interface beside the types that you handle.',
  resolveType: typeOfRefusal,
  fields: (t) => ({
    code: t.expose('code', { type: RefundErrorCode, description: 'Machine-readable reason. Stable.' }),
    message: t.exposeString('message', { description: 'Human-readable reason.' }),
    param: t.exposeString('param', {
      nullable: true,
      description:
        'The input field that the refusal is about, by its name in the input; null if there is none.',
    }),
  }),
});

type WithCharge = Refusal & { charge: Rows['charge'] };
type WithAmount = WithCharge & { amountRefundable: bigint };

const amountErrorDescription = 'The most that createRefund would have accepted.';
const chargeErrorDescription = 'The charge that was to be refunded.';

export const AmountTooLargeError = builder.objectRef<WithAmount>(typeNames.AMOUNT_TOO_LARGE).implement({
  description: 'The amount is more than is left of the charge.',
  interfaces: [RefundError],
  fields: (t) => ({
    amountRefundable: t.expose('amountRefundable', { type: 'SafeInt', description: amountErrorDescription }),
    charge: t.expose('charge', { type: Charge, description: chargeErrorDescription }),
  }),
});

export const AmountRefundableChangedError = builder
  .objectRef<WithAmount>(typeNames.AMOUNT_REFUNDABLE_CHANGED)
  .implement({
    description: "The charge's amountRefundable is not the input's expectedAmountRefundable.",
    interfaces: [RefundError],
    fields: (t) => ({
      amountRefundable: t.expose('amountRefundable', {
        type: 'SafeInt',
        description: amountErrorDescription,
      }),
      charge: t.expose('charge', { type: Charge, description: chargeErrorDescription }),
    }),
  });

export const ChargeAlreadyRefundedError = builder
  .objectRef<WithCharge>(typeNames.CHARGE_ALREADY_REFUNDED)
  .implement({
    description: 'Nothing is left of the charge.',
    interfaces: [RefundError],
    fields: (t) => ({ charge: t.expose('charge', { type: Charge, description: chargeErrorDescription }) }),
  });

export const ChargeNotRefundableError = builder
  .objectRef<Refusal>(typeNames.CHARGE_NOT_REFUNDABLE)
  .implement({
    description: 'The charge has failed, is not captured, or is disputed.',
    interfaces: [RefundError],
    fields: (t) => ({
      charge: t.field({
        type: Charge,
        nullable: true,
        description: 'The charge that was to be refunded; null if there is none.',
        resolve: ({ charge }) => charge ?? null,
      }),
    }),
  });

export const IdempotencyKeyReusedError = builder
  .objectRef<Refusal>(typeNames.IDEMPOTENCY_KEY_REUSED)
  .implement({
    description: 'The key was first used with another input.',
    interfaces: [RefundError],
  });

export const InvalidParameterError = builder.objectRef<Refusal>(typeNames.PARAMETER_INVALID).implement({
  description: 'A value is well-typed but not allowed, or a required value is missing.',
  interfaces: [RefundError],
});

export const RefundNotCancelableError = builder
  .objectRef<Refusal & { refund: Rows['refund'] }>(typeNames.REFUND_NOT_CANCELABLE)
  .implement({
    description: 'The refund does not wait for the customer.',
    interfaces: [RefundError],
    fields: (t) => ({ refund: t.expose('refund', { type: Refund, description: 'The refund as it is.' }) }),
  });

export const ResourceMissingError = builder.objectRef<Refusal>(typeNames.RESOURCE_MISSING).implement({
  description: 'No object with this id exists.',
  interfaces: [RefundError],
});
