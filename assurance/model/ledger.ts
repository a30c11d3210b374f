import type { Request } from './request.js';

/**
 * A refund ledger in plain objects. It is written from the rules and independent of src/refunds, and the gateway must
 * match it at every moment. Totals are computed on each read, so they cannot drift. Amounts are whole numbers of the
 * smallest unit.
 */
export interface Ledger {
  now: number;
  /** In order of creation. */
  readonly charges: ModelCharge[];
  /** In order of creation. */
  readonly refunds: ModelRefund[];
  /** In order of creation. */
  readonly approvals: ModelApproval[];
  /** What limited callers have refunded, by `caller currency day` (section 12). */
  readonly days: Map<string, { readonly amount: number; readonly count: number }>;
  /** By `caller key`. */
  readonly keys: Map<string, KeptOutcome>;
}

export interface ModelCharge {
  readonly id: string;
  readonly intent: string | null;
  readonly created: number;
  readonly currency: string;
  readonly amount: number;
  /** The captured amount. For an authorization without a payment intent: its amount. */
  readonly ceiling: number;
  readonly captured: boolean;
  readonly opening: number;
  readonly method: string;
  readonly last4: string | null;
  readonly email: string | null;
  readonly fee: number | null;
  readonly transfer: number | null;
  status: 'pending' | 'succeeded' | 'failed';
  /** A dispute blocks refunds (rule 1.8). */
  blocked: boolean;
}

export type Status = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';

/** The sandbox's next step. `due` is null until the charge settles. */
export interface ModelTask {
  readonly step: 'await' | 'settle' | 'fail' | 'reference' | 'details' | 'again' | 'return' | 'expire';
  due: number | null;
}

export interface ModelRefund {
  id: string;
  readonly charge: ModelCharge;
  readonly amount: number;
  readonly email: string | null;
  readonly returnsFee: boolean;
  readonly reversesTransfer: boolean;
  /** The returned fee and the reversed transfer. They stay returned even if the refund fails. */
  readonly fee: number;
  readonly transfer: number;
  status: Status;
  pendingReason: 'processing' | 'charge_pending' | null;
  failureReason: string | null;
  hasReference: boolean;
  metadata: Map<string, string>;
  /** `type status actor`, oldest first. */
  readonly events: string[];
  task: ModelTask | null;
  readonly createdBy: string | null;
  /** The id of the refund that it replaces. */
  readonly replaces: string | null;
  /** The amounts of its lines. */
  readonly lines: readonly number[] | null;
  /** Whether a limit of the creator counts it in a day. */
  counted: boolean;
}

/** Section 13: a refund that waits for another caller, or did. */
export interface ModelApproval {
  id: string;
  readonly charge: ModelCharge;
  readonly amount: number;
  /** What was asked for, with the charge, the amount and the e-mail address that were decided. */
  readonly input: Request;
  readonly requestedBy: string | null;
  status: 'pending' | 'approved' | 'rejected' | 'expired';
  decidedBy: string | null;
  note: string | null;
  refund: ModelRefund | null;
}

/** The parts of a refusal that callers act on: the code, the invalid input field, and the acceptable amount. */
export interface Refused {
  readonly code: string;
  readonly param: string | null;
  readonly amountRefundable?: number;
  /** What the limits would have allowed. */
  readonly left?: number;
}

/** A used key: its first input and the outcome. */
export interface KeptOutcome {
  readonly input: string;
  readonly outcome: ModelRefund | ModelApproval | Refused;
}

export const isApproval = (outcome: object): outcome is ModelApproval => 'requestedBy' in outcome;
export const isRefused = (outcome: object): outcome is Refused => 'code' in outcome;

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

export const refundsOf = ({ refunds }: Ledger, charge: ModelCharge): ModelRefund[] =>
  refunds.filter((refund) => refund.charge === charge);

/** Section 2: failed and canceled refunds no longer hold their amount. */
export const heldOf = (ledger: Ledger, charge: ModelCharge): ModelRefund[] =>
  refundsOf(ledger, charge).filter(({ status }) => status !== 'failed' && status !== 'canceled');

export const refundedOf = (ledger: Ledger, charge: ModelCharge): number =>
  charge.opening + sum(heldOf(ledger, charge).map(({ amount }) => amount));

export const leftOf = (ledger: Ledger, charge: ModelCharge): number =>
  charge.ceiling - refundedOf(ledger, charge);

/** Section 3: returned fees stay returned, so every refund counts, whether held or not. */
export const returnedFeeOf = (ledger: Ledger, charge: ModelCharge): number =>
  sum(refundsOf(ledger, charge).map(({ fee }) => fee));

export const reversedTransferOf = (ledger: Ledger, charge: ModelCharge): number =>
  sum(refundsOf(ledger, charge).map(({ transfer }) => transfer));

/** Rule 1.7: a refund of an authorization releases it and moves no money. */
export const movesMoney = ({ charge }: ModelRefund): boolean => charge.captured;

/** The effect of the refund on the account's balance. A failed or canceled refund has no effect. */
export const balanceOf = (refund: ModelRefund): number =>
  movesMoney(refund) && refund.status !== 'failed' && refund.status !== 'canceled' ? -refund.amount : 0;
