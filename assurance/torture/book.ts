/** What the clients of a run know by the answers that they got: what the checks hold each further answer to. */

/** One intention to refund; all its requests carry the same input and key. */
export interface Attempt {
  /** In the refund's metadata: whose refund it is, also in the database. */
  readonly tag: string;
  /** Its own, or the one that the gateway told. */
  key: string | null;
  readonly charge: string;
  /** Null where it was left out. */
  readonly amount: number | null;
  /** How many requests were sent so far. */
  sent: number;
  /** Answered with an error that does not say that the outcome is unknown: nothing was done. */
  denied: boolean;
  /** How many answers said that they made it: no replay. */
  originals: number;
  /** How the charge is named: by its id, its payment intent, or both. */
  readonly names: { readonly charge?: string; readonly paymentIntent?: string };
  /** Whether fee and transfer go back with it, and what its caller thinks is left. */
  readonly flags: {
    readonly refundApplicationFee?: boolean;
    readonly reverseTransfer?: boolean;
    readonly expectedAmountRefundable?: number;
  };
  outcome: AttemptOutcome;
}

/** What an attempt is made of; it names the charge by its id unless told otherwise. */
type AttemptTerms = Pick<Attempt, 'tag' | 'key' | 'amount' | 'flags'> & Partial<Pick<Attempt, 'names'>>;

type AttemptOutcome =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'made'; readonly refund: string }
  | { readonly kind: 'refused'; readonly code: string };

/** A refund as an answer showed it. */
export interface SeenRefund {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: string;
  readonly status: string;
  readonly charge: { readonly id: string };
  readonly metadata: Readonly<Record<string, string>>;
}

/** A refund that exists for sure, as it was when it was last seen. */
export interface KnownRefund {
  readonly seen: SeenRefund;
  /** When the answer that showed it was there. */
  readonly since: number;
  /** The metadata that was set and answered. */
  readonly metadata: Map<string, string>;
}

export interface ChargeBook {
  readonly id: string;
  readonly paymentIntent: string | null;
  readonly ceiling: number;
  /** Whether its refunds can fail or be canceled. */
  readonly givesBack: boolean;
  readonly attempts: Attempt[];
  /** Refunds of it that are known. */
  readonly refundIds: string[];
  /** The sum of the amounts that answers confirmed. */
  confirmed: number;
  touched: boolean;
}

export class Book {
  readonly charges = new Map<string, ChargeBook>();
  readonly refunds = new Map<string, KnownRefund>();
  /** In the order in which they became known. */
  readonly refundIds: string[] = [];
  readonly keys = new Map<string, Attempt[]>();

  open(
    charge: { readonly id: string; readonly amount: number; readonly paymentIntent?: string | null },
    givesBack: boolean,
  ): ChargeBook {
    const book = {
      id: charge.id,
      paymentIntent: charge.paymentIntent ?? null,
      ceiling: charge.amount,
      givesBack,
      attempts: [],
      refundIds: [],
      confirmed: 0,
      touched: true,
    };
    this.charges.set(charge.id, book);
    return book;
  }

  attempt(book: ChargeBook, terms: AttemptTerms): Attempt {
    const attempt: Attempt = {
      names: { charge: book.id },
      ...terms,
      charge: book.id,
      sent: 0,
      originals: 0,
      denied: false,
      outcome: { kind: 'unknown' },
    };
    book.attempts.push(attempt);
    if (terms.key !== null) this.tell(attempt, terms.key);
    return attempt;
  }

  /** The attempt goes by this key from now on. */
  tell(attempt: Attempt, key: string): void {
    attempt.key = key;
    this.keys.set(key, [...(this.keys.get(key) ?? []), attempt]);
  }

  /** A refund was shown: it is there from now on. */
  learn(seen: SeenRefund, now: number): KnownRefund {
    const known = this.refunds.get(seen.id);
    if (!known) {
      this.refundIds.push(seen.id);
      this.charges.get(seen.charge.id)?.refundIds.push(seen.id);
    }
    // An answer that was long under way may show what was before.
    if (known && isFinal(known.seen.status)) return known;
    const learnt = { seen, since: known?.since ?? now, metadata: known?.metadata ?? new Map() };
    this.refunds.set(seen.id, learnt);
    return learnt;
  }
}

/** Section 6: what a refund never leaves again. */
export const isFinal = (status: string): boolean => status === 'FAILED' || status === 'CANCELED';
