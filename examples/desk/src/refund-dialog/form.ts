import type { CreateRefundReason } from '../generated/graphql';
import { parseAmount, plainAmount } from '../money/currency';

/** What a person fills in. */
export interface RefundForm {
  readonly full: boolean;
  readonly amountText: string;
  readonly reason: CreateRefundReason | null;
  readonly reasonCode: string;
  readonly note: string;
  readonly instructionsEmail: string;
}

/** What the charge allows. */
export interface Allowed {
  readonly currency: string;
  readonly amountRefundable: number;
  readonly refundability: { readonly amountStep: number; readonly requiresInstructionsEmail: boolean };
}

export const emptyForm: RefundForm = {
  full: true,
  amountText: '',
  reason: null,
  reasonCode: '',
  note: '',
  instructionsEmail: '',
};

/** The amount that the form means, or what is wrong with it. */
export function amountOf(
  form: RefundForm,
  allowed: Allowed,
): { readonly amount: number } | { readonly fault: string } {
  const { currency, amountRefundable, refundability } = allowed;
  if (form.full) return { amount: amountRefundable };
  const amount = parseAmount(form.amountText, currency);
  if (form.amountText.trim() === '') return { fault: 'Enter an amount.' };
  if (amount === null)
    return { fault: `Enter an amount such as ${plainAmount(amountRefundable, currency)}.` };
  if (amount === 0) return { fault: 'Enter more than zero.' };
  if (amount > amountRefundable)
    return { fault: `At most ${plainAmount(amountRefundable, currency)} is left.` };
  if (amount % refundability.amountStep !== 0)
    return { fault: `The amount must be a multiple of ${plainAmount(refundability.amountStep, currency)}.` };
  return { amount };
}
