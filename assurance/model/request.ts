/** Keys to set. A value of null or '' unsets its key; '' instead of a map clears all keys. */
export type MetadataChange = ReadonlyMap<string, string | null> | '';

/** Which charge to refund, how much, and what it makes good. A preview takes a reason code besides. */
export interface Terms {
  readonly charge?: string | undefined;
  readonly paymentIntent?: string | undefined;
  readonly amount?: number | undefined;
  readonly refundApplicationFee?: boolean | undefined;
  readonly reverseTransfer?: boolean | undefined;
  /** The id of the refund to replace. */
  readonly replaces?: string | undefined;
  /** The amounts of the lines. */
  readonly lines?: readonly number[] | undefined;
}

/** The input of createRefund, with amounts as numbers. */
export interface Request extends Terms {
  readonly instructionsEmail?: string | undefined;
  readonly expectedAmountRefundable?: number | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly reasonCode?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}
