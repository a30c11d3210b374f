/** What amounts are counted in. The gateway says how many decimals: Intl has others for some currencies. */
export interface Unit {
  readonly currency: string;
  readonly currencyDecimals: number;
}

/** An amount in smallest units as people write it: 1000 in "usd" is "$10.00". */
export function formatAmount(amount: number, unit: Unit): string {
  const { currency, currencyDecimals: decimals } = unit;
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(plainAmount(amount, unit) as Intl.StringNumericLiteral);
}

/** An amount as a plain number, exact: 1005 in "usd" is "10.05". */
export function plainAmount(
  amount: number,
  { currencyDecimals: decimals }: Pick<Unit, 'currencyDecimals'>,
): string {
  if (decimals === 0) return String(amount);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Reads what a person typed, such as "10", "10.5" or "1,000.50", into smallest units. Null if it is no such amount. */
export function parseAmount(
  text: string,
  { currencyDecimals: decimals }: Pick<Unit, 'currencyDecimals'>,
): number | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return null;
  const amount = Number(whole.replaceAll(',', '') + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(amount) ? amount : null;
}
