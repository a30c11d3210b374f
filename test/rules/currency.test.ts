import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { packageRoot } from '../../src/process/package-root.js';
import { amountStepOf, exponentOf, formatAmount, isCurrency } from '../../src/rules/currency.js';

const words = (text: string): readonly string[] => text.split(' ');
const zeroDecimal = words('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf');
const threeDecimal = words('bhd jod kwd omr tnd');
const twoDecimal = words('usd eur gbp idr huf cop twd isk ugx mru zzz');

test.each([
  ...zeroDecimal.map((currency) => ({ currency, exponent: 0 })),
  ...twoDecimal.map((currency) => ({ currency, exponent: 2 })),
  ...threeDecimal.map((currency) => ({ currency, exponent: 3 })),
])('section 2: $currency has $exponent decimals', ({ currency, exponent }) => {
  expect(exponentOf(currency)).toBe(exponent);
});

test.each([
  ...threeDecimal.map((currency) => ({ currency, step: 10n })),
  { currency: 'isk', step: 100n },
  { currency: 'ugx', step: 100n },
  ...words('usd jpy vnd idr huf cop').map((currency) => ({ currency, step: 1n })),
])('section 2: a refund in $currency is a multiple of $step', ({ currency, step }) => {
  expect(amountStepOf(currency)).toBe(step);
});

test.each([
  ...words('usd USD Jpy ssp ars').map((text) => ({ text, is: true })),
  // The long s has the capital S.
  ...['', 'us', 'usdt', 'usd ', 'qqq', 'ſsp', 'arſ', '123'].map((text) => ({ text, is: false })),
])('section 2: whether "$text" is a currency: $is', ({ text, is }) => {
  expect(isCurrency(text)).toBe(is);
});

const NBSP = '\u00a0';
test.each([
  { amount: 1000n, currency: 'usd', text: '$10.00' },
  { amount: 0n, currency: 'usd', text: '$0.00' },
  { amount: 5n, currency: 'usd', text: '$0.05' },
  { amount: -1234567n, currency: 'usd', text: '-$12,345.67' },
  { amount: -5n, currency: 'usd', text: '-$0.05' },
  { amount: 1000n, currency: 'jpy', text: '¥1,000' },
  { amount: 1n, currency: 'kwd', text: `KWD${NBSP}0.001` },
  { amount: 12340n, currency: 'kwd', text: `KWD${NBSP}12.340` },
  { amount: 100n, currency: 'isk', text: `ISK${NBSP}1.00` },
  { amount: 150000n, currency: 'idr', text: `IDR${NBSP}1,500.00` },
  { amount: 1050n, currency: 'huf', text: `HUF${NBSP}10.50` },
  { amount: 1050n, currency: 'cop', text: `COP${NBSP}10.50` },
  { amount: 999999999999n, currency: 'idr', text: `IDR${NBSP}9,999,999,999.99` },
  { amount: 2n ** 53n + 1n, currency: 'usd', text: '$90,071,992,547,409.93' },
  { amount: 2n ** 63n - 1n, currency: 'vnd', text: '₫9,223,372,036,854,775,807' },
])('section 2: $amount of $currency is $text', ({ amount, currency, text }) => {
  expect(formatAmount(amount, currency)).toBe(text);
});

test.each([
  { locale: 'de-DE', text: `1.234,56${NBSP}€` },
  { locale: 'en-US', text: '€1,234.56' },
  { locale: 'tlh', text: '€1,234.56' },
  { locale: 'not a locale', text: '€1,234.56' },
  { locale: '', text: '€1,234.56' },
  { locale: 'de-x-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaa', text: `1.234,56${NBSP}€` },
  { locale: 'de-x-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaa', text: '€1,234.56' },
])('section 2: an amount for the locale "$locale" is $text', ({ locale, text }) => {
  expect(formatAmount(123456n, 'eur', locale)).toBe(text);
});

test('section 2: a locale without formats gets those of en-US, whatever the language of the machine is', () => {
  const module = pathToFileURL(path.join(packageRoot, 'dist/src/rules/currency.js'));
  const program = `const { formatAmount } = await import(${JSON.stringify(module)});
    console.log(formatAmount(123456n, 'eur', 'tlh'), (1234.5).toLocaleString());`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, LC_ALL: 'de_DE.UTF-8' },
    encoding: 'utf8',
  });
  expect(printed).toBe('€1,234.56 1.234,5\n');
});

test('section 2: a formatted amount keeps every digit, at any size and in every currency', () => {
  const currencies = fc.constantFrom(...zeroDecimal, ...twoDecimal, ...threeDecimal);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), currencies, (amount, currency) => {
      expect(BigInt(formatAmount(amount, currency).replace(/\D/g, ''))).toBe(amount);
    }),
  );
});

test('the cache of formats stays within its limit when callers send ever new locales', () => {
  for (let index = 0; index < 600; index++) formatAmount(1n, 'usd', `de-x-${index}`);
  expect(cacheCounts()['amount formats']?.entries).toBe(500);
  expect(formatAmount(1n, 'usd', 'de-x-0')).toBe(`0,01${NBSP}$`);
});
