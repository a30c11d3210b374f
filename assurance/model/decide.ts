import {
  heldOf,
  isRefused,
  type Ledger,
  leftOf,
  type ModelCharge,
  type ModelRefund,
  type Refused,
  returnedFeeOf,
  reversedTransferOf,
  sum,
} from './ledger.js';
import { asksCustomer, firstStatus } from './life.js';
import type { Request, Terms } from './request.js';

export type Decision = Pick<
  ModelRefund,
  | 'charge'
  | 'amount'
  | 'email'
  | 'returnsFee'
  | 'reversesTransfer'
  | 'fee'
  | 'transfer'
  | 'status'
  | 'pendingReason'
  | 'replaces'
  | 'lines'
>;

/** Section 2: the amount of a refund must be a multiple of its currency's step. */
const STEPS: Readonly<Record<string, number>> = { kwd: 10, isk: 100 };
export const stepOf = ({ currency }: ModelCharge): number => STEPS[currency] ?? 1;

/** Sections 1 to 3: the refund that would be created now, or the first check that the request fails. */
export function decide(ledger: Ledger, request: Request): Decision | Refused {
  const charge = find(ledger, request);
  if (isRefused(charge)) return charge;
  const left = leftOf(ledger, charge);
  const { lines = null } = request;
  const asked = request.amount ?? (lines ? sum(lines) : undefined);
  const amount = asked ?? left;
  const email = request.instructionsEmail ?? (asksCustomer(charge) ? charge.email : null);
  const refused =
    refuseReplacement(ledger, charge, request) ??
    refuseCharge(charge, asked) ??
    refuseAmount(charge, amount, left, request);
  if (refused) return refused;
  if (asksCustomer(charge) && email === null)
    return { code: 'PARAMETER_MISSING', param: 'instructionsEmail' };
  const { refundApplicationFee: returnsFee = false, reverseTransfer: reversesTransfer = false } = request;
  const share = (whole: number | null, returned: number, flag: 'returnsFee' | 'reversesTransfer') => {
    const every = charge.opening === 0 && heldOf(ledger, charge).every((refund) => refund[flag]);
    return charge.captured
      ? shareOf(whole ?? 0, returned, amount, charge.ceiling, every && amount === left)
      : 0;
  };
  return {
    charge,
    amount,
    email,
    returnsFee,
    reversesTransfer,
    fee: returnsFee ? share(charge.fee, returnedFeeOf(ledger, charge), 'returnsFee') : 0,
    transfer: reversesTransfer
      ? share(charge.transfer, reversedTransferOf(ledger, charge), 'reversesTransfer')
      : 0,
    replaces: request.replaces ?? null,
    lines,
    ...firstStatus(charge),
  };
}

/** Rules 1.1 to 1.3. */
function find({ charges }: Ledger, { charge: id, paymentIntent }: Terms): ModelCharge | Refused {
  const named = charges.find((charge) => charge.id === id);
  const ofIntent = charges.filter(({ intent }) => intent === paymentIntent);
  if (id !== undefined && !named) return { code: 'RESOURCE_MISSING', param: 'charge' };
  if (paymentIntent !== undefined && ofIntent.length === 0)
    return { code: 'RESOURCE_MISSING', param: 'paymentIntent' };
  if (named && paymentIntent !== undefined && named.intent !== paymentIntent)
    return { code: 'PARAMETER_INVALID', param: 'paymentIntent' };
  return (
    named ??
    ofIntent.findLast(({ status }) => status !== 'failed') ?? {
      code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
      param: 'paymentIntent',
    }
  );
}

/** Rules 16.1 and 16.2. */
function refuseReplacement({ refunds }: Ledger, charge: ModelCharge, { replaces }: Terms): Refused | null {
  if (replaces === undefined) return null;
  const ended = ({ status }: ModelRefund) => status === 'failed' || status === 'canceled';
  const old = refunds.find(({ id }) => id === replaces);
  if (!old) return { code: 'RESOURCE_MISSING', param: 'replaces' };
  const isReplaced = refunds.some((other) => other.replaces === replaces && !ended(other));
  return old.charge === charge && ended(old) && !isReplaced
    ? null
    : { code: 'PARAMETER_INVALID', param: 'replaces' };
}

/** Rules 1.4 to 1.8. */
function refuseCharge({ blocked, captured, ceiling, intent, status }: ModelCharge, amount?: number) {
  const notRefundable = (param: string | null): Refused => ({ code: 'CHARGE_NOT_REFUNDABLE', param });
  if (status === 'failed') return notRefundable(null);
  if (!captured && intent !== null) return notRefundable(null);
  if (!captured && amount !== undefined && amount < ceiling) return notRefundable('amount');
  if (blocked) return { code: 'CHARGE_DISPUTED', param: null };
  return null;
}

/** Rule 1.9 and section 2. */
function refuseAmount(
  charge: ModelCharge,
  amount: number,
  left: number,
  { expectedAmountRefundable: expected }: Request,
): Refused | null {
  const step = stepOf(charge);
  const amountRefundable = left - (left % step);
  if (left === 0) return { code: 'CHARGE_ALREADY_REFUNDED', param: null };
  if (expected !== undefined && expected !== amountRefundable)
    return { code: 'AMOUNT_REFUNDABLE_CHANGED', param: 'expectedAmountRefundable', amountRefundable };
  if (amount % step !== 0) return { code: 'PARAMETER_INVALID', param: 'amount' };
  if (amount > left) return { code: 'AMOUNT_TOO_LARGE', param: 'amount', amountRefundable };
  return null;
}

/**
 * Section 3: a share in proportion to the ceiling. Halves are rounded up, the remaining amount is the limit, and
 * `last` takes the remainder.
 */
function shareOf(whole: number, returned: number, amount: number, ceiling: number, last: boolean): number {
  if (last) return whole - returned;
  // The product of twelve-digit amounts is too large for a number.
  const product = BigInt(whole) * BigInt(amount);
  const down = Number(product / BigInt(ceiling));
  const rest = Number(product % BigInt(ceiling));
  return Math.min(rest * 2 >= ceiling ? down + 1 : down, whole - returned);
}
