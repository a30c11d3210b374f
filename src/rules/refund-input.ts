import type { RefundReason } from '../../prisma/generated/prisma/client.js';
import { type MetadataChange, refuseMetadataChange } from './metadata.js';
import { type Refusal, refuse } from './refusal.js';

type Maybe<T> = T | null | undefined;

/** What says how much to refund of which charge: all that a preview takes. Null is left out. */
export interface RefundTerms {
  readonly charge?: Maybe<string>;
  readonly paymentIntent?: Maybe<string>;
  /** In the smallest unit of the charge's currency; left out, all that is left. */
  readonly amount?: Maybe<bigint>;
  readonly refundApplicationFee?: Maybe<boolean>;
  readonly reverseTransfer?: Maybe<boolean>;
  /** Where to ask for bank details, for methods with no refund of their own (rule 6.5). */
  readonly instructionsEmail?: Maybe<string>;
}

/** What createRefund is asked. Null is left out. */
export interface CreateRefundInput extends RefundTerms {
  readonly reason?: Maybe<Exclude<RefundReason, 'expired_uncaptured_charge'>>;
  readonly metadata?: Maybe<MetadataChange>;
  /** The charge's amountRefundable on the caller's screen. */
  readonly expectedAmountRefundable?: Maybe<bigint>;
  readonly idempotencyKey?: Maybe<string>;
}

const MIN_AMOUNT = 1n;
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
const MAX_EMAIL_CHARACTERS = 254; // RFC 5321
const EMAIL = /^[^\s@]+@[^\s@]+$/; // whether mail arrives, only a mail can tell

/** The input by itself: what can be said without reading the database, and so uses up no key (rules, section 8). */
export function refuseInput(input: CreateRefundInput): Refusal | null {
  const { charge, paymentIntent, amount, metadata, instructionsEmail, idempotencyKey } = input;
  if (charge == null && paymentIntent == null)
    return refuse(
      'PARAMETER_MISSING',
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  if (amount != null && amount < MIN_AMOUNT)
    return refuse('PARAMETER_INVALID', 'This value must be greater than or equal to 1.', 'amount');
  if (instructionsEmail != null && !isEmail(instructionsEmail))
    return refuse('PARAMETER_INVALID', `Invalid email address: ${instructionsEmail}`, 'instructionsEmail');
  if (idempotencyKey != null && !isIdempotencyKey(idempotencyKey))
    return refuse(
      'PARAMETER_INVALID',
      `Idempotency keys have 1 to ${MAX_IDEMPOTENCY_KEY_CHARACTERS} characters.`,
      'idempotencyKey',
    );
  return metadata == null ? null : refuseMetadataChange(metadata);
}

const isEmail = (text: string): boolean => text.length <= MAX_EMAIL_CHARACTERS && EMAIL.test(text);

function isIdempotencyKey(key: string): boolean {
  const { length } = [...key];
  return length >= 1 && length <= MAX_IDEMPOTENCY_KEY_CHARACTERS;
}
