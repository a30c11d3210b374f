/**
 * A refund ledger in plain objects, written from the rules and knowing nothing of src/refunds: what the gateway
 * has to be at every moment. Totals are not kept but added up anew, so that they cannot drift. Amounts are whole
 * numbers of the smallest unit; the model's clock counts milliseconds from the start of its run.
 */
export interface Ledger {
  now: number;
  /** In the order in which they were created. */
  readonly charges: ModelCharge[];
  /** In the order in which they were made. */
  readonly refunds: ModelRefund[];
  /** By `caller key`. */
  readonly keys: Map<string, KeptOutcome>;
}

export interface ModelCharge {
  readonly id: string;
  readonly intent: string | null;
  readonly currency: string;
  readonly amount: number;
  /** What was captured; of an authorization without an intent, its amount. */
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

/** What the sandbox does next; `due` is null until the charge settles. */
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
  /** What went back of the fee and of the transfer; it stays there whatever becomes of the refund. */
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
}

/** A refusal, as far as callers act on it: its code, the input field at fault, and what would have been accepted. */
export interface Refused {
  readonly code: string;
  readonly param: string | null;
  readonly amountRefundable?: number;
}

/** What a key stands for: the input that it was first used with, and what came of it. */
export interface KeptOutcome {
  readonly input: string;
  readonly outcome: ModelRefund | Refused;
}

export const isRefused = (outcome: object): outcome is Refused => 'code' in outcome;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

export const refundsOf = ({ refunds }: Ledger, charge: ModelCharge): ModelRefund[] =>
  refunds.filter((refund) => refund.charge === charge);

/** Section 2: failed and canceled refunds have given their amount back. */
export const heldOf = (ledger: Ledger, charge: ModelCharge): ModelRefund[] =>
  refundsOf(ledger, charge).filter(({ status }) => status !== 'failed' && status !== 'canceled');

export const refundedOf = (ledger: Ledger, charge: ModelCharge): number =>
  charge.opening + sum(heldOf(ledger, charge).map(({ amount }) => amount));

export const leftOf = (ledger: Ledger, charge: ModelCharge): number =>
  charge.ceiling - refundedOf(ledger, charge);

/** Section 3: what went back stays back, so every refund counts, held or not. */
export const returnedFeeOf = (ledger: Ledger, charge: ModelCharge): number =>
  sum(refundsOf(ledger, charge).map(({ fee }) => fee));

export const reversedTransferOf = (ledger: Ledger, charge: ModelCharge): number =>
  sum(refundsOf(ledger, charge).map(({ transfer }) => transfer));

/** Rule 1.7: a refund of an authorization releases it and moves no money. */
export const movesMoney = ({ charge }: ModelRefund): boolean => charge.captured;

/** What the refund did to the account's balance: out, and back where it ended otherwise. */
export const balanceOf = (refund: ModelRefund): number =>
  movesMoney(refund) && refund.status !== 'failed' && refund.status !== 'canceled' ? -refund.amount : 0;
