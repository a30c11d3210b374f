import type { Random } from './random.js';

/** Prefixes of ids. Charges and refunds of methods other than cards have `py` and `pyr`. */
type IdPrefix = 'pi' | 'ch' | 'py' | 're' | 'pyr' | 'txn' | 'dp' | 'fee' | 'fr' | 'tr' | 'trr';

const LETTERS = 23;

/** An id that looks like one of Stripe's, which have started with a 1 for years. */
export const stripeId = (random: Random, prefix: IdPrefix): string => `${prefix}_1${random.letters(LETTERS)}`;
