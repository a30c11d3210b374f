import { limitOf, type RunLimit, SHOP } from './limits.js';

/** The knowledge that the clients of a run have from their answers. The checks compare each new answer with it. */

/** One intention to refund. All its requests have the same input and key. */
export interface Attempt {
  /** Written to the refund's metadata, so that the refund can be recognized in answers and in the database. */
  readonly tag: string;
  /** The caller in whose name it is sent. Keys belong to callers. */
  readonly caller: string;
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
  /** Whether fee and transfer are returned, the amount that is expected to be refundable, and the refund to replace. */
  readonly flags: {
    readonly refundApplicationFee?: boolean;
    readonly reverseTransfer?: boolean;
    readonly expectedAmountRefundable?: number;
    readonly replaces?: string;
  };
  outcome: AttemptOutcome;
}

/** The terms of a new attempt. It names the charge by its id if `names` is omitted, and the shop sends it if `caller` is. */
type AttemptTerms = Pick<Attempt, 'tag' | 'key' | 'amount' | 'flags'> &
  Partial<Pick<Attempt, 'names' | 'caller'>>;

type AttemptOutcome =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'made'; readonly refund: string }
  | { readonly kind: 'held'; readonly approval: string }
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

/** An approval as an answer showed it. */
export interface SeenApproval {
  readonly id: string;
  readonly amount: number;
  readonly created: string;
  readonly status: string;
  readonly requestedBy: string | null;
  readonly decidedBy: string | null;
  readonly decisionNote: string | null;
  readonly charge: { readonly id: string };
  readonly refund: { readonly id: string } | null;
}

/** What a limited caller asked for, in the run's only currency. */
export interface CallerBook {
  readonly name: string;
  readonly limit: RunLimit | null;
  readonly attempts: Attempt[];
  /** When the first attempt was written down, in milliseconds since 1970. */
  readonly sinceMs: number;
  touched: boolean;
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
  /** The approvals that answers showed, as they were last seen. */
  readonly approvals = new Map<string, SeenApproval>();
  readonly callers = new Map<string, CallerBook>();

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
      caller: SHOP,
      ...terms,
      charge: book.id,
      sent: 0,
      originals: 0,
      denied: false,
      outcome: { kind: 'unknown' },
    };
    book.attempts.push(attempt);
    this.caller(attempt.caller).attempts.push(attempt);
    if (terms.key !== null) this.tell(attempt, terms.key);
    return attempt;
  }

  caller(name: string): CallerBook {
    const known = this.callers.get(name);
    if (known) return known;
    const book = { name, limit: limitOf(name), attempts: [], sinceMs: Date.now(), touched: true };
    this.callers.set(name, book);
    return book;
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

  /** Records that an answer showed an approval. From now on the approval must exist. */
  learnApproval(seen: SeenApproval): void {
    const known = this.approvals.get(seen.id);
    if (known && isDecided(known)) return;
    this.approvals.set(seen.id, seen);
    const charge = this.charges.get(seen.charge.id);
    if (charge && seen.status === 'APPROVED') charge.confirmed += seen.amount;
  }
}

/** Rule 13.1: an approval never leaves these statuses. */
export const isDecided = ({ status }: SeenApproval): boolean => status !== 'PENDING';

/** Section 6: a refund never leaves these statuses. */
export const isFinal = (status: string): boolean => status === 'FAILED' || status === 'CANCELED';
