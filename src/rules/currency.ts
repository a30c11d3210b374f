import { BoundedCache } from '../process/bounded-cache.js';

/** Our own table, because Intl's differs for IDR, HUF, COP and others (rules, section 2). */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));
const DEFAULT_EXPONENT = 2;

/** The codes of ISO 4217, present and past, as they are known to the platform. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a text is the code of a currency, in any case. The capital of a letter beyond ASCII may be in ASCII. */
export const isCurrency = (text: string): boolean =>
  /^[A-Za-z]+$/.test(text) && CURRENCIES.has(text.toUpperCase());

/** Currencies whose refunds must be multiples of more than the smallest unit, with that multiple. */
export const amountSteps: ReadonlyMap<string, bigint> = new Map([
  ...[...THREE_DECIMAL].map((currency): [string, bigint] => [currency, 10n]),
  ['isk', 100n],
  ['ugx', 100n],
]);

/** The number of a currency's decimal places; `currency` in lower case, as Stripe writes it. */
export function exponentOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : DEFAULT_EXPONENT;
}

/** A refund's amount must be a multiple of this, in smallest units. */
export const amountStepOf = (currency: string): bigint => amountSteps.get(currency) ?? 1n;

/** Section 2: whether every client reads the amount exactly as a JSON number. A sum of many amounts may be beyond. */
export const isSafeAmount = (amount: bigint): boolean => Number.isSafeInteger(Number(amount));

const FALLBACK_LOCALE = 'en-US';
/** RFC 5646: enough for every language tag, unless it has many extensions. */
const MAX_LOCALE_CHARACTERS = 35;
/** By currency and locale, which callers choose. Creating a format takes about thirty times as long as using it. */
const formats = new BoundedCache<Intl.NumberFormat>('amount formats', {
  maxEntries: 500,
  maxCharacters: 50_000,
});

/**
 * An amount as people write it: 1000n in 'usd' is "$10.00". A locale that is unknown, or has more than 35 characters,
 * falls back to en-US.
 */
export function formatAmount(amount: bigint, currency: string, locale: string = FALLBACK_LOCALE): string {
  const exponent = exponentOf(currency);
  const digits = amount
    .toString()
    .replace('-', '')
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const decimal = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  // Text stays exact beyond 2^53. Intl accepts a number as text since ES2023.
  return formatOf(currency, locale).format(
    `${amount < 0n ? '-' : ''}${decimal}` as Intl.StringNumericLiteral,
  );
}

function formatOf(currency: string, asked: string): Intl.NumberFormat {
  const locale = asked.length > MAX_LOCALE_CHARACTERS ? FALLBACK_LOCALE : asked;
  const key = `${currency} ${locale}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(isSupported(locale) ? locale : FALLBACK_LOCALE, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponentOf(currency),
    maximumFractionDigits: exponentOf(currency),
  });
  formats.set(key, format);
  return format;
}

function isSupported(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
