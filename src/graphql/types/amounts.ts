import { formatAmount, isSafeAmount } from '../../rules/currency.js';
import { builder } from '../builder.js';
import { requestError } from '../request-error.js';

/** The arguments of every field that answers an amount as people write it. */
export const formatArgs = builder.args((t) => ({
  locale: t.string({
    defaultValue: 'en-US',
    description: 'A BCP 47 language tag, such as `de-CH`.',
  }),
}));

/** Their values. */
export interface FormatArgs {
  readonly locale?: string | null | undefined;
}

/** An amount as people write it, exact for every amount. An unknown locale falls back to en-US. */
export const formatted = (amount: bigint, currency: string, { locale }: FormatArgs): string =>
  formatAmount(amount, currency, locale ?? undefined);

/**
 * A sum over many rows, for a nullable field. Single amounts are never as large.
 *
 * @param exact the name of the field beside it that answers every sum
 * @throws TOTAL_TOO_LARGE for a sum that is no SafeInt (rules, section 2). Only this field of the answer is null then.
 */
export function safeSum(sum: bigint, exact: string): bigint {
  if (isSafeAmount(sum)) return sum;
  throw requestError('TOTAL_TOO_LARGE', `The sum is more than 2^53 - 1. Select ${exact} to see it.`);
}
