import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';

/** Every reason for which a refund, or a change of one, is refused (rules, section 10). */
export type RefusalCode =
  | 'AMOUNT_REFUNDABLE_CHANGED'
  | 'AMOUNT_TOO_LARGE'
  | 'CHARGE_ALREADY_REFUNDED'
  | 'CHARGE_DISPUTED'
  | 'CHARGE_NOT_REFUNDABLE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PARAMETER_INVALID'
  | 'PARAMETER_MISSING'
  | 'REFUND_NOT_CANCELABLE'
  | 'RESOURCE_MISSING';

/** A refusal is a value, not an exception: the answer to a request that the rules do not allow. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** The input field at fault, by its name in the input. */
  readonly param: string | null;
  /** The charge as it was when the refusal was decided, where one was found. */
  readonly charge?: Charge;
  /** What createRefund would have accepted at most, where that was the reason. */
  readonly amountRefundable?: bigint;
  /** The refund as it is, where it refuses the change. */
  readonly refund?: Refund;
}

export const refuse = (
  code: RefusalCode,
  message: string,
  param: string | null = null,
  details: Pick<Refusal, 'charge' | 'amountRefundable' | 'refund'> = {},
): Refusal => ({ code, message, param, ...details });

export const isRefusal = (value: object): value is Refusal =>
  'code' in value && 'message' in value && 'param' in value;

/** Rule 1.3; `kind` is Stripe's name of the object. */
export const noSuch = (kind: 'charge' | 'payment_intent' | 'refund', id: string, param: string): Refusal =>
  refuse('RESOURCE_MISSING', `No such ${kind}: '${id}'`, param);
