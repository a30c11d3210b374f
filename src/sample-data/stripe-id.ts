import type { Random } from './random.js';

/** The kinds of objects that have ids; those that pay or repay without a card begin with `py`. */
type IdPrefix = 'pi' | 'ch' | 'py' | 're' | 'pyr' | 'txn' | 'dp' | 'fee' | 'fr' | 'tr' | 'trr';

const LETTERS = 23;

/** An id that looks like Stripe's: they have begun with a 1 for years. */
export const stripeId = (random: Random, prefix: IdPrefix): string => `${prefix}_1${random.letters(LETTERS)}`;
