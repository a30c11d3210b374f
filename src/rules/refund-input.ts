import type { RefundReason } from '../../prisma/generated/prisma/client.js';
import { isId } from './ids.js';
import { type MetadataChange, refuseMetadataChange } from './metadata.js';
import { type RefundLine, refuseLines, sumOf } from './refund-lines.js';
import { type InputField, type Refusal, resourceMissing } from './refusal.js';
import { MAX_TEXT_CHARACTERS, shorten } from './text.js';

type Maybe<T> = T | null | undefined;

/** How much to refund, and of which charge: the whole input of a preview. Null means left out. */
export interface RefundTerms {
  readonly charge?: Maybe<string>;
  readonly paymentIntent?: Maybe<string>;
  /** In the smallest unit of the charge's currency; if left out, the sum of the lines, or else all that is left. */
  readonly amount?: Maybe<bigint>;
  /** What is refunded. The lines add up to the amount (rule 16.3). */
  readonly lines?: Maybe<readonly RefundLine[]>;
  readonly refundApplicationFee?: Maybe<boolean>;
  readonly reverseTransfer?: Maybe<boolean>;
  /** Where to ask for bank details, for methods with no refund of their own (rule 6.5). */
  readonly instructionsEmail?: Maybe<string>;
  /** The failed or canceled refund of the same charge that this one makes good (rule 16.1). */
  readonly replaces?: Maybe<string>;
}

/** The input of createRefund. Null means left out. */
export interface CreateRefundInput extends RefundTerms {
  readonly reason?: Maybe<Exclude<RefundReason, 'expired_uncaptured_charge'>>;
  readonly metadata?: Maybe<MetadataChange>;
  /** The charge's amountRefundable on the caller's screen. */
  readonly expectedAmountRefundable?: Maybe<bigint>;
  readonly idempotencyKey?: Maybe<string>;
  /** For colleagues. */
  readonly note?: Maybe<string>;
  /** The operator's own reason. Whether it may be given, the policy says (rules, section 12). */
  readonly reasonCode?: Maybe<string>;
}

const MIN_AMOUNT = 1n;
export const MAX_IDEMPOTENCY_KEY_CHARACTERS = 255;
const MAX_EMAIL_CHARACTERS = 254; // RFC 5321
const EMAIL = /^[^\s@]+@[^\s@]+$/; // loose on purpose: only sending a mail shows whether it arrives

/** The amount that is asked for: as given, or else the sum of the lines. Null asks for all that is left. */
export const amountAsked = ({ amount, lines }: Pick<RefundTerms, 'amount' | 'lines'>): bigint | null =>
  amount ?? (lines ? sumOf(lines) : null);

/** Rule 1.1: the input names neither a charge nor a payment intent. */
export const chargeNotNamed: Refusal<'PARAMETER_MISSING'> = {
  code: 'PARAMETER_MISSING',
  message: 'One of the following params should be provided for this request: payment_intent or charge.',
  param: null,
};

/** Checks the input by itself. It needs nothing from the database, and so uses up no key (rules, section 8). */
export function refuseInput(
  input: CreateRefundInput,
): Refusal<'PARAMETER_INVALID' | 'PARAMETER_MISSING' | 'RESOURCE_MISSING'> | null {
  const { charge, paymentIntent, amount, metadata, instructionsEmail, idempotencyKey, note, reasonCode } =
    input;
  const { replaces, lines } = input;
  if (charge == null && paymentIntent == null) return chargeNotNamed;
  if (charge != null && !isId(charge)) return resourceMissing('charge', charge, 'charge');
  if (paymentIntent != null && !isId(paymentIntent))
    return resourceMissing('payment_intent', paymentIntent, 'paymentIntent');
  if (amount != null && amount < MIN_AMOUNT)
    return invalid('This value must be greater than or equal to 1.', 'amount');
  if (instructionsEmail != null && !isEmail(instructionsEmail))
    return invalid(`Invalid email address: ${shorten(instructionsEmail)}`, 'instructionsEmail');
  if (idempotencyKey != null && !isIdempotencyKey(idempotencyKey))
    return invalid(
      `Idempotency keys have 1 to ${MAX_IDEMPOTENCY_KEY_CHARACTERS} characters.`,
      'idempotencyKey',
    );
  if (note != null && isTooLong(note))
    return invalid(`A note has at most ${MAX_TEXT_CHARACTERS} characters.`, 'note');
  if (reasonCode != null && isTooLong(reasonCode))
    return invalid(`A reason code has at most ${MAX_TEXT_CHARACTERS} characters.`, 'reasonCode');
  if (replaces != null && !isId(replaces)) return resourceMissing('refund', replaces, 'replaces');
  const refusedLines = lines == null ? null : refuseLines(lines, amount ?? null);
  if (refusedLines) return refusedLines;
  return metadata == null ? null : refuseMetadataChange(metadata);
}

const invalid = (message: string, param: InputField): Refusal<'PARAMETER_INVALID'> => ({
  code: 'PARAMETER_INVALID',
  message,
  param,
});

const isTooLong = (text: string): boolean => text.length > MAX_TEXT_CHARACTERS;

const isEmail = (text: string): boolean => text.length <= MAX_EMAIL_CHARACTERS && EMAIL.test(text);

function isIdempotencyKey(key: string): boolean {
  const { length } = [...key];
  return length >= 1 && length <= MAX_IDEMPOTENCY_KEY_CHARACTERS;
}
