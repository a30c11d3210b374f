import type { Charge, PaymentIntent, Refund, RefundApproval } from '../../prisma/generated/prisma/client.js';
import type { Scope } from './scopes.js';
import { shorten } from './text.js';

/** The details that a refusal has beside its message, by code. */
interface RefusalDetails {
  readonly AMOUNT_REFUNDABLE_CHANGED: WithCharge & WithAmount;
  readonly AMOUNT_TOO_LARGE: WithCharge & WithAmount;
  readonly API_KEY_NAME_TAKEN: object;
  readonly API_KEY_SCOPE_NOT_HELD: { readonly scope: Scope };
  readonly CHARGE_ALREADY_REFUNDED: WithCharge;
  readonly CHARGE_DISPUTED: WithCharge;
  readonly CHARGE_NOT_REFUNDABLE: WithCharge;
  readonly IDEMPOTENCY_KEY_REUSED: object;
  readonly PARAMETER_INVALID: object;
  readonly PARAMETER_MISSING: object;
  readonly PAYMENT_INTENT_NOT_REFUNDABLE: { readonly paymentIntent: Pick<PaymentIntent, 'id'> };
  readonly REFUND_APPROVAL_NOT_PENDING: { readonly approval: RefundApproval };
  readonly REFUND_LIMIT_EXCEEDED: WithLimit;
  readonly REFUND_NOT_CANCELABLE: { readonly refund: Refund };
  readonly RESOURCE_MISSING: object;
}

interface WithCharge {
  /** The charge at the time of the refusal. */
  readonly charge: Charge;
}

interface WithAmount {
  /** The most that createRefund would have accepted, in the smallest unit of the charge's currency. */
  readonly amountRefundable: bigint;
}

interface WithLimit {
  /** The limit that the refund exceeds: an amount, or a number of refunds in a day. */
  readonly limit: bigint;
  /** The largest amount that the caller's limits would have allowed; 0 if none. */
  readonly left: bigint;
  readonly currency: string;
}

/** Every reason to refuse a refund, a change of a refund, or a change of API keys (rules, section 10). */
export type RefusalCode = keyof RefusalDetails;

/**
 * The input field that a refusal is about, by the domain's name for it. Each API maps these names to its own, as
 * GraphQL's `paymentIntent` and REST's `payment_intent`. Kept refusals hold them too, so a name must not change.
 */
export type InputField =
  | 'amount'
  | 'approval'
  | 'charge'
  | 'expectedAmountRefundable'
  | 'expires'
  | 'id'
  | 'idempotencyKey'
  | 'instructionsEmail'
  | 'lines'
  | 'metadata'
  | 'name'
  | 'note'
  | 'paymentIntent'
  | 'reasonCode'
  | 'refund'
  | 'replaces'
  | 'scopes';

/**
 * The answer to a request that the rules do not allow: a value, not an exception. `Refusal<'A' | 'B'>` is a refusal
 * with one of these codes and with the details of that code.
 */
export type Refusal<Code extends RefusalCode = RefusalCode> = {
  [C in Code]: {
    readonly code: C;
    readonly message: string;
    readonly param: InputField | null;
  } & RefusalDetails[C];
}[Code];

export const isRefusal = (value: object): value is Refusal =>
  'code' in value && 'message' in value && 'param' in value;

/** Rule 1.3: no object has this id. `kind` is the name of the object as Stripe writes names. */
export const resourceMissing = (
  kind: 'api_key' | 'charge' | 'payment_intent' | 'refund' | 'refund_approval',
  id: string,
  param: InputField,
): Refusal<'RESOURCE_MISSING'> => ({
  code: 'RESOURCE_MISSING',
  message: `No such ${kind}: '${shorten(id)}'`,
  param,
});
