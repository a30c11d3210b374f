/** The knowledge that the clients of a run have from their answers. The checks compare each new answer with it. */

/** One intention to refund. All its requests have the same input and key. */
export interface Attempt {
  /** Written to the refund's metadata, so that the refund can be recognized in answers and in the database. */
  readonly tag: string;
  /** The attempt's own key, or the key that the gateway generated. */
  key: string | null;
  readonly charge: string;
  /** Null if omitted. */
  readonly amount: number | null;
  /** The number of requests sent so far. */
  sent: number;
  /** The answer was an error other than OUTCOME_UNKNOWN, so nothing may have been done. */
  denied: boolean;
  /** The number of answers that created the refund instead of replaying it. */
  originals: number;
  /** The names of the charge: its id, its payment intent, or both. */
  readonly names: { readonly charge?: string; readonly paymentIntent?: string };
  /** Whether fee and transfer are returned, and the amount that the caller expects to be refundable. */
  readonly flags: {
    readonly refundApplicationFee?: boolean;
    readonly reverseTransfer?: boolean;
    readonly expectedAmountRefundable?: number;
  };
  outcome: AttemptOutcome;
}

/** The terms of a new attempt. It names the charge by its id if `names` is omitted. */
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

/** A refund that certainly exists, as it was last seen. */
export interface KnownRefund {
  readonly seen: SeenRefund;
  /** When the answer that showed the refund arrived. */
  readonly since: number;
  /** The metadata whose change was answered. */
  readonly metadata: Map<string, string>;
}

export interface ChargeBook {
  readonly id: string;
  readonly paymentIntent: string | null;
  readonly ceiling: number;
  /** Whether refunds of this charge can fail or be canceled. */
  readonly givesBack: boolean;
  readonly attempts: Attempt[];
  /** The known refunds of the charge. */
  readonly refundIds: string[];
  /** The sum of the amounts that were confirmed by answers. */
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

  /** Gives the attempt this key. */
  tell(attempt: Attempt, key: string): void {
    attempt.key = key;
    this.keys.set(key, [...(this.keys.get(key) ?? []), attempt]);
  }

  /** Records that an answer showed a refund. From now on the refund must exist. */
  learn(seen: SeenRefund, now: number): KnownRefund {
    const known = this.refunds.get(seen.id);
    if (!known) {
      this.refundIds.push(seen.id);
      this.charges.get(seen.charge.id)?.refundIds.push(seen.id);
    }
    // An answer that took long may show an earlier status.
    if (known && isFinal(known.seen.status)) return known;
    const learnt = { seen, since: known?.since ?? now, metadata: known?.metadata ?? new Map() };
    this.refunds.set(seen.id, learnt);
    return learnt;
  }
}

/** Section 6: a refund never leaves these statuses. */
export const isFinal = (status: string): boolean => status === 'FAILED' || status === 'CANCELED';
