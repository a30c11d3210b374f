import type { Column, StoredRows } from '../../ledger/tables.js';
import { exponentOf, formatAmount, isSafeAmount } from '../../rules/currency.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { computed } from '../loading/computed.js';
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

/** The models of stored rows with amounts in their own currency. */
type MoneyModel = 'refund' | 'charge' | 'paymentIntent' | 'dispute' | ReturnModel;
type ReturnModel = 'balanceTransaction' | 'transferReversal' | 'applicationFeeRefund' | 'refundApproval';
type AmountColumn<M extends MoneyModel> = {
  [C in Column<M>]: StoredRows[M][C] extends bigint ? C : never;
}[Column<M>];

const LOCALE = 'as people write it. An unknown locale falls back to en-US.';

/**
 * The options of a field that answers an amount as people write it:
 *
 *     amountFormatted: t.string(formattedColumn('dispute', 'amount', 'The disputed amount'))
 */
export const formattedColumn = <M extends MoneyModel>(model: M, column: AmountColumn<M>, what: string) => ({
  description: `${what} ${LOCALE}`,
  args: formatArgs,
  ...computed(model, [column, 'currency' as Column<M>], (row: object, args: FormatArgs) => {
    const { [column as string]: amount, currency } = row as Record<string, bigint> & { currency: string };
    return formatted(amount as bigint, currency, args);
  }),
});

/** The same for a value that is no stored row: an amount, and the currency that it is in. */
export const formattedValue = <Value>(
  what: string,
  of: (value: Value, context: GatewayContext) => Money,
) => ({
  description: `${what} ${LOCALE}`,
  args: formatArgs,
  resolve: (value: Value, args: FormatArgs, context: GatewayContext) => {
    const { amount, currency } = of(value, context);
    return formatted(amount, currency, args);
  },
});

/** The same for an amount that there may not be. */
export const formattedIfAny = <Value>(what: string, of: (value: Value) => MoneyIfAny) => ({
  nullable: true as const,
  description: `${what} ${LOCALE}`,
  args: formatArgs,
  resolve: (value: Value, args: FormatArgs) => {
    const { amount, currency } = of(value);
    return amount === null ? null : formatted(amount, currency, args);
  },
});

interface Money {
  readonly amount: bigint;
  readonly currency: string;
}
interface MoneyIfAny {
  readonly amount: bigint | null;
  readonly currency: string;
}

const DECIMALS =
  'The number of decimal places of amounts in this currency: 2 means that 1000 is 10.00. Stripe counts some currencies in hundredths that have none, such as `isk` and `ugx`.';

/** The options of the field `currencyDecimals` of a stored row. */
export const decimalsColumn = <M extends MoneyModel>(model: M) => ({
  description: DECIMALS,
  ...computed(model, ['currency' as Column<M>], (row: object) =>
    exponentOf((row as { currency: string }).currency),
  ),
});

/** The options of the field `currencyDecimals` of another value. */
export const decimalsOf = <Value>(currencyOf: (value: Value) => string) => ({
  description: DECIMALS,
  resolve: (value: Value) => exponentOf(currencyOf(value)),
});
