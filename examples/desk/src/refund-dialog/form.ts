import type { CreateRefundReason } from '../generated/graphql';
import { parseAmount, plainAmount, type Unit } from '../money/currency';

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
export interface Allowed extends Unit {
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

/** A refund that failed or was canceled, and is made good by a new one. */
export interface Replaced {
  readonly id: string;
  readonly amount: number;
}

/** The form at first: all that is left, or as much as the refund that is made good. */
export function firstForm(charge: Allowed, replaced: Replaced | undefined): RefundForm {
  if (!replaced || replaced.amount >= charge.amountRefundable) return emptyForm;
  return { ...emptyForm, full: false, amountText: plainAmount(replaced.amount, charge) };
}

/** The amount that the form means, or what is wrong with it. */
export function amountOf(
  form: RefundForm,
  allowed: Allowed,
): { readonly amount: number } | { readonly fault: string } {
  const { amountRefundable, refundability } = allowed;
  if (form.full) return { amount: amountRefundable };
  const amount = parseAmount(form.amountText, allowed);
  if (form.amountText.trim() === '') return { fault: 'Enter an amount.' };
  if (amount === null) return { fault: `Enter an amount such as ${plainAmount(amountRefundable, allowed)}.` };
  if (amount === 0) return { fault: 'Enter more than zero.' };
  if (amount > amountRefundable)
    return { fault: `At most ${plainAmount(amountRefundable, allowed)} is left.` };
  if (amount % refundability.amountStep !== 0)
    return { fault: `The amount must be a multiple of ${plainAmount(refundability.amountStep, allowed)}.` };
  return { amount };
}
