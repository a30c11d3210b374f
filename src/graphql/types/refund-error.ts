import type { InputField, Refusal, RefusalCode } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { rowSelection } from '../loading/selection.js';
import { decimalsOf, formattedValue } from './amounts.js';
import { Charge } from './charge.js';
import { PaymentIntent } from './payment-intent.js';
import { Refund } from './refund.js';
import { RefundApproval } from './refund-approval.js';

const RefundErrorCode = builder.enumType('RefundErrorCode', {
  description: 'The reason for a refusal. New codes may be added.',
  values: {
    AMOUNT_REFUNDABLE_CHANGED: {
      description: "The charge's amountRefundable is not the expected amount.",
    },
    AMOUNT_TOO_LARGE: { description: 'The amount is more than is left of the charge.' },
    API_KEY_NAME_TAKEN: { description: 'There is or was an API key of this name.' },
    API_KEY_SCOPE_NOT_HELD: { description: 'The caller lacks a scope that the API key would have.' },
    CHARGE_ALREADY_REFUNDED: { description: 'Nothing is left of the charge.' },
    CHARGE_DISPUTED: { description: 'A dispute of the charge blocks refunds.' },
    CHARGE_NOT_REFUNDABLE: { description: 'The charge has failed, or was not captured.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The key was first used with another input.' },
    PARAMETER_INVALID: { description: 'A value is well-typed but not allowed.' },
    PARAMETER_MISSING: { description: 'A required value is missing.' },
    PAYMENT_INTENT_NOT_REFUNDABLE: { description: 'The payment intent has no charge that can be refunded.' },
    REFUND_APPROVAL_NOT_PENDING: {
      description: 'The approval was decided or has expired, or may not be decided by this caller.',
    },
    REFUND_LIMIT_EXCEEDED: { description: "The refund is beyond the caller's limits." },
    REFUND_NOT_CANCELABLE: { description: 'The refund does not wait for the customer.' },
    RESOURCE_MISSING: { description: 'No object with this id, or of this name, exists.' },
  } as const satisfies Record<RefusalCode, object>,
});

/** The name of each input field in this API. */
export const inputFieldNames = {
  amount: 'amount',
  approval: 'approval',
  charge: 'charge',
  expectedAmountRefundable: 'expectedAmountRefundable',
  expires: 'expires',
  id: 'id',
  idempotencyKey: 'idempotencyKey',
  instructionsEmail: 'instructionsEmail',
  lines: 'lines',
  metadata: 'metadata',
  name: 'name',
  note: 'note',
  paymentIntent: 'paymentIntent',
  reasonCode: 'reasonCode',
  refund: 'refund',
  replaces: 'replaces',
  scopes: 'scopes',
} as const satisfies Record<InputField, string>;

/** The name of the GraphQL type of a refusal. */
export const typeOfRefusal = ({ code }: Refusal): string => errorTypes[code].name;

export const RefundError = builder.interfaceRef<Refusal>('RefundError').implement({
  description:
    'The fields of every refusal, also of those that are not about a refund. New types of refusals may be added: select this interface beside the types that you handle.',
  resolveType: typeOfRefusal,
  fields: (t) => ({
    code: t.expose('code', { type: RefundErrorCode, description: 'Machine-readable reason. Stable.' }),
    message: t.exposeString('message', { description: 'Human-readable reason.' }),
    param: t.string({
      nullable: true,
      description:
        'The input field that the refusal is about, by its name in the input; null if there is none.',
      resolve: ({ param }) => param && inputFieldNames[param],
    }),
  }),
});

const amountDescription = 'The most that createRefund would have accepted.';
const chargeDescription = 'The charge that was to be refunded.';

const AmountRefundableChangedError = builder
  .objectRef<Refusal<'AMOUNT_REFUNDABLE_CHANGED'>>('AmountRefundableChangedError')
  .implement({
    description: "The charge's amountRefundable is not the input's expectedAmountRefundable.",
    interfaces: [RefundError],
    fields: (t) => ({
      amountRefundable: t.expose('amountRefundable', { type: 'SafeInt', description: amountDescription }),
      charge: t.expose('charge', { type: Charge, description: chargeDescription }),
    }),
  });

const AmountTooLargeError = builder.objectRef<Refusal<'AMOUNT_TOO_LARGE'>>('AmountTooLargeError').implement({
  description: 'The amount is more than is left of the charge.',
  interfaces: [RefundError],
  fields: (t) => ({
    amountRefundable: t.expose('amountRefundable', { type: 'SafeInt', description: amountDescription }),
    charge: t.expose('charge', { type: Charge, description: chargeDescription }),
  }),
});

const ApiKeyNameTakenError = builder
  .objectRef<Refusal<'API_KEY_NAME_TAKEN'>>('ApiKeyNameTakenError')
  .implement({
    description:
      'There is or was an API key of this name. A name is never given again, because the history of refunds tells callers apart by it.',
    interfaces: [RefundError],
  });

const ApiKeyScopeNotHeldError = builder
  .objectRef<Refusal<'API_KEY_SCOPE_NOT_HELD'>>('ApiKeyScopeNotHeldError')
  .implement({
    description: 'The caller lacks a scope that the API key would have.',
    interfaces: [RefundError],
    fields: (t) => ({
      scope: t.exposeString('scope', { description: 'The first such scope.' }),
    }),
  });

const ChargeAlreadyRefundedError = builder
  .objectRef<Refusal<'CHARGE_ALREADY_REFUNDED'>>('ChargeAlreadyRefundedError')
  .implement({
    description: 'Nothing is left of the charge.',
    interfaces: [RefundError],
    fields: (t) => ({ charge: t.expose('charge', { type: Charge, description: chargeDescription }) }),
  });

const ChargeNotRefundableError = builder
  .objectRef<Refusal<'CHARGE_DISPUTED' | 'CHARGE_NOT_REFUNDABLE'>>('ChargeNotRefundableError')
  .implement({
    description: 'The charge has failed, is not captured, or is disputed.',
    interfaces: [RefundError],
    fields: (t) => ({ charge: t.expose('charge', { type: Charge, description: chargeDescription }) }),
  });

const PaymentIntentNotRefundableError = builder
  .objectRef<Refusal<'PAYMENT_INTENT_NOT_REFUNDABLE'>>('PaymentIntentNotRefundableError')
  .implement({
    description: 'The payment intent has no charge that can be refunded.',
    interfaces: [RefundError],
    fields: (t) => ({
      paymentIntent: t.field({
        type: PaymentIntent,
        description: 'The payment intent that was to be refunded.',
        resolve: async ({ paymentIntent: { id } }, _, { load }, info) => {
          const row = await load.row('paymentIntent', id, rowSelection(info, 'paymentIntent'));
          if (!row) throw new Error(`The payment intent ${id} of a refusal is missing`);
          return row;
        },
      }),
    }),
  });

const IdempotencyKeyReusedError = builder
  .objectRef<Refusal<'IDEMPOTENCY_KEY_REUSED'>>('IdempotencyKeyReusedError')
  .implement({
    description: 'The key was first used with another input.',
    interfaces: [RefundError],
  });

const InvalidParameterError = builder
  .objectRef<Refusal<'PARAMETER_INVALID' | 'PARAMETER_MISSING'>>('InvalidParameterError')
  .implement({
    description: 'A value is well-typed but not allowed, or a required value is missing.',
    interfaces: [RefundError],
  });

const RefundApprovalNotPendingError = builder
  .objectRef<Refusal<'REFUND_APPROVAL_NOT_PENDING'>>('RefundApprovalNotPendingError')
  .implement({
    description: 'The approval was decided or has expired, or may not be decided by this caller.',
    interfaces: [RefundError],
    fields: (t) => ({
      approval: t.expose('approval', { type: RefundApproval, description: 'The approval as it is.' }),
    }),
  });

const RefundLimitExceededError = builder
  .objectRef<Refusal<'REFUND_LIMIT_EXCEEDED'>>('RefundLimitExceededError')
  .implement({
    description: "The refund is beyond the caller's limits.",
    interfaces: [RefundError],
    fields: (t) => ({
      limit: t.expose('limit', {
        type: 'SafeInt',
        description: 'The limit that the refund exceeds: an amount, or a number of refunds in a day.',
      }),
      left: t.expose('left', {
        type: 'SafeInt',
        description: "The largest amount that the caller's limits would have allowed; 0 if none.",
      }),
      leftFormatted: t.string(
        formattedValue('That amount', ({ left: amount, currency }: Refusal<'REFUND_LIMIT_EXCEEDED'>) => ({
          amount,
          currency,
        })),
      ),
      currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
      currencyDecimals: t.int(decimalsOf(({ currency }: Refusal<'REFUND_LIMIT_EXCEEDED'>) => currency)),
    }),
  });

const RefundNotCancelableError = builder
  .objectRef<Refusal<'REFUND_NOT_CANCELABLE'>>('RefundNotCancelableError')
  .implement({
    description: 'The refund does not wait for the customer.',
    interfaces: [RefundError],
    fields: (t) => ({ refund: t.expose('refund', { type: Refund, description: 'The refund as it is.' }) }),
  });

const ResourceMissingError = builder
  .objectRef<Refusal<'RESOURCE_MISSING'>>('ResourceMissingError')
  .implement({
    description: 'No object with this id, or of this name, exists.',
    interfaces: [RefundError],
  });

/** The GraphQL type of each refusal (rules, section 10). */
export const errorTypes = {
  AMOUNT_REFUNDABLE_CHANGED: AmountRefundableChangedError,
  AMOUNT_TOO_LARGE: AmountTooLargeError,
  API_KEY_NAME_TAKEN: ApiKeyNameTakenError,
  API_KEY_SCOPE_NOT_HELD: ApiKeyScopeNotHeldError,
  CHARGE_ALREADY_REFUNDED: ChargeAlreadyRefundedError,
  CHARGE_DISPUTED: ChargeNotRefundableError,
  CHARGE_NOT_REFUNDABLE: ChargeNotRefundableError,
  IDEMPOTENCY_KEY_REUSED: IdempotencyKeyReusedError,
  PARAMETER_INVALID: InvalidParameterError,
  PARAMETER_MISSING: InvalidParameterError,
  PAYMENT_INTENT_NOT_REFUNDABLE: PaymentIntentNotRefundableError,
  REFUND_APPROVAL_NOT_PENDING: RefundApprovalNotPendingError,
  REFUND_LIMIT_EXCEEDED: RefundLimitExceededError,
  REFUND_NOT_CANCELABLE: RefundNotCancelableError,
  RESOURCE_MISSING: ResourceMissingError,
} as const satisfies Record<RefusalCode, unknown>;
