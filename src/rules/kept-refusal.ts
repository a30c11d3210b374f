import type { DecisionCode } from './decide-refund.js';
import type { InputField, Refusal, RefusalCode } from './refusal.js';

/**
 * The details that an idempotency key keeps of each refusal (rules, section 8). Ids stand for rows: a replay reads the
 * row again. Databases hold this JSON, so its shape must not change.
 */
interface KeptDetails {
  readonly AMOUNT_REFUNDABLE_CHANGED: { readonly charge: string; readonly amountRefundable: string };
  readonly AMOUNT_TOO_LARGE: { readonly charge: string; readonly amountRefundable: string };
  readonly CHARGE_ALREADY_REFUNDED: { readonly charge: string };
  readonly CHARGE_DISPUTED: { readonly charge: string };
  readonly CHARGE_NOT_REFUNDABLE: { readonly charge: string };
  readonly PARAMETER_INVALID: object;
  readonly PARAMETER_MISSING: object;
  readonly PAYMENT_INTENT_NOT_REFUNDABLE: { readonly paymentIntent: string };
  readonly REFUND_LIMIT_EXCEEDED: {
    readonly limit: string;
    readonly left: string;
    readonly currency: string;
  };
  readonly RESOURCE_MISSING: object;
}

interface KeptMessage<Code extends RefusalCode> {
  readonly code: Code;
  readonly message: string;
  readonly param: InputField | null;
}

/** A refusal as a key keeps it. */
export type KeptRefusal = { [C in DecisionCode]: KeptMessage<C> & KeptDetails[C] }[DecisionCode];

/**
 * How keys kept the refusal of a payment intent before PAYMENT_INTENT_NOT_REFUNDABLE existed. The id is missing here,
 * but it is in the input.
 */
interface OldKeptRefusal extends KeptMessage<'CHARGE_NOT_REFUNDABLE'> {
  readonly charge?: undefined;
}

/** A refusal as any version may have kept it. */
export type AnyKeptRefusal = KeptRefusal | OldKeptRefusal;

/** What a key keeps of a refusal. */
export function keptRefusal(refusal: Refusal<DecisionCode>): KeptRefusal {
  const { message, param } = refusal;
  switch (refusal.code) {
    case 'AMOUNT_REFUNDABLE_CHANGED':
    case 'AMOUNT_TOO_LARGE': {
      const { code, charge, amountRefundable } = refusal;
      return { code, message, param, charge: charge.id, amountRefundable: `${amountRefundable}` };
    }
    case 'CHARGE_ALREADY_REFUNDED':
    case 'CHARGE_DISPUTED':
    case 'CHARGE_NOT_REFUNDABLE':
      return { code: refusal.code, message, param, charge: refusal.charge.id };
    case 'PAYMENT_INTENT_NOT_REFUNDABLE':
      return { code: refusal.code, message, param, paymentIntent: refusal.paymentIntent.id };
    case 'REFUND_LIMIT_EXCEEDED': {
      const { code, limit, left, currency } = refusal;
      return { code, message, param, limit: `${limit}`, left: `${left}`, currency };
    }
    case 'PARAMETER_INVALID':
    case 'PARAMETER_MISSING':
    case 'RESOURCE_MISSING':
      return { code: refusal.code, message, param };
  }
}
