import type { RefundFailureReason, RefundPendingReason } from '../generated/graphql';
import { inWords } from './disputes';
import { failureReasons, pendingReasons } from './refunds';

/** A change of a refund's field, as an event has it. */
interface Change {
  readonly field: string;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** What each field that events name means, with its value. A value that went away is null. */
const WORDS: Record<string, (value: string | null) => string | null> = {
  status: () => null,
  pendingReason: (value) =>
    value && (pendingReasons[value.toUpperCase() as RefundPendingReason] ?? inWords(value)),
  failureReason: (value) =>
    value && (failureReasons[value.toUpperCase() as RefundFailureReason] ?? inWords(value)),
  failureBalanceTransactionId: (value) => value && 'The money is back in the account’s balance.',
  actionEmailSentAt: (value) => value && `The customer was asked for bank details on ${time(value)}.`,
  actionExpiresAt: (value) => value && `The customer can answer until ${time(value)}.`,
  destinationCardReference: (value) => value && `Reference for the customer’s bank: ${value}`,
  destinationCardReferenceStatus: (value) =>
    value === 'available' ? null : value && `Reference for the customer’s bank: ${value}`,
  replaces: (value) => value && `Makes good ${value}`,
  approval: () => null,
  'approval.requestedBy': (value) => value && `Asked by ${value}`,
  'approval.decidedBy': (value) => value && `Approved by ${value}`,
};

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Events have times as text. What is no time is shown as it is. */
function time(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : moment.format(at);
}

/** A change in words; null if the rest of the event says it already. */
export function changeInWords({ field, before = null, after = null }: Change): string | null {
  const words = WORDS[field];
  if (words) return words(after) || null;
  const name = field.startsWith('metadata.') ? field.slice('metadata.'.length) : inWords(separated(field));
  if (after === null) return `${name} removed`;
  return before === null ? `${name}: ${after}` : `${name}: ${before} → ${after}`;
}

/** A newer gateway may name fields that this desk does not know: "someNewField" is "Some new field". */
const separated = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
