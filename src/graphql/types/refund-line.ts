import { type RefundLine as Line, linesOf } from '../../rules/refund-lines.js';
import { builder } from '../builder.js';
import { formattedIfAny, formattedValue } from './amounts.js';

/** A line with the currency of its refund. */
interface LineWithCurrency extends Line {
  readonly currency: string;
}

export const RefundLine = builder.objectRef<LineWithCurrency>('RefundLine').implement({
  description: 'A line of what is refunded. The amounts of all lines add up to the amount of the refund.',
  fields: (t) => ({
    description: t.exposeString('description', { description: 'What is refunded.' }),
    quantity: t.int({
      nullable: true,
      description: 'How many of it; null if it was not given.',
      resolve: ({ quantity }) => quantity,
    }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The amount of the line with its tax, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedValue('That amount', (line: LineWithCurrency) => line)),
    taxAmount: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'The part of the amount that is tax; null if it was not given.',
      resolve: ({ taxAmount }) => taxAmount,
    }),
    taxAmountFormatted: t.string(
      formattedIfAny('That part', ({ taxAmount, currency }: LineWithCurrency) => ({
        amount: taxAmount ?? null,
        currency,
      })),
    ),
  }),
});

export const RefundLineInput = builder.inputType('RefundLineInput', {
  description: 'A line of what is refunded.',
  fields: (t) => ({
    description: t.string({
      required: true,
      description: 'What is refunded, for people: 1 to 512 characters. No processor is told.',
    }),
    quantity: t.int({ description: 'How many of it, at least 1.' }),
    amount: t.field({
      type: 'SafeInt',
      required: true,
      description: "The amount of the line with its tax, in the currency's smallest unit, at least 0.",
    }),
    taxAmount: t.field({ type: 'SafeInt', description: 'The part of the amount that is tax.' }),
  }),
});

/** The lines that the database kept, as the API answers them. */
export const answeredLines = (kept: unknown, currency: string): LineWithCurrency[] =>
  (linesOf(kept) ?? []).map((line) => ({ ...line, currency }));
