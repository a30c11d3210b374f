/** Keys to set. A value of null or '' unsets its key; '' instead of a map clears all keys. */
export type MetadataChange = ReadonlyMap<string, string | null> | '';

/** Which charge to refund, and how much. A preview takes nothing else. */
export interface Terms {
  readonly charge?: string | undefined;
  readonly paymentIntent?: string | undefined;
  readonly amount?: number | undefined;
  readonly refundApplicationFee?: boolean | undefined;
  readonly reverseTransfer?: boolean | undefined;
}

/** The input of createRefund, with amounts as numbers. */
export interface Request extends Terms {
  readonly instructionsEmail?: string | undefined;
  readonly expectedAmountRefundable?: number | undefined;
  readonly metadata?: MetadataChange | undefined;
  readonly reasonCode?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}
