import { getRandomValues } from 'node:crypto';

/** The prefixes of ids by kind of object: `node(id:)` finds the kind by them (rules, section 9). */
export const idPrefixes = {
  refund: ['re', 'pyr'],
  charge: ['ch', 'py'],
  paymentIntent: ['pi'],
  dispute: ['dp', 'du'],
  balanceTransaction: ['txn'],
  transferReversal: ['trr'],
  applicationFeeRefund: ['fr'],
  refundEvent: ['evt'],
  blockListEntry: ['blk'],
  refundApproval: ['apr'],
  apiKey: ['key'],
  refundApprovalEvent: ['ape'],
} as const;

/** Stripe's own limit. It also fits into an index, whose entries PostgreSQL limits to about 2,700 bytes. */
const MAX_ID_CHARACTERS = 255;

/** Whether a text can be an id (rule 1.3). Other texts belong to no object, so they are not looked up. */
export const isId = (text: string): boolean => text.length <= MAX_ID_CHARACTERS && /^[!-~]+$/.test(text);

/** The prefixes of ids that the gateway creates. A trigger makes those of `ape`. */
export type IdPrefix = 're' | 'txn' | 'trr' | 'fr' | 'evt' | 'blk' | 'key' | 'apr' | 'aud';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'; // in the order of its bytes
const TIME_DIGITS = 8; // milliseconds until the year 8800
const COUNTER_DIGITS = 3;
const IDS_PER_MS = BASE62.length ** COUNTER_DIGITS; // 238,328; more borrow the next millisecond
const RANDOM_DIGITS = 9; // 53 bits between two processes in the same millisecond at the same count

let lastMs = 0;
let counter = 0;

/**
 * A new id that sorts, by its bytes, after every earlier id of this process: the time, a counter, then randomness
 * (rules, section 9). The time never goes back: the event of a slow transaction comes with an earlier time than the
 * refunds created meanwhile, and would reset their counter.
 */
export function newId(prefix: IdPrefix, at: Date): string {
  countOn(at.getTime());
  return `${prefix}_${base62(lastMs, TIME_DIGITS)}${base62(counter, COUNTER_DIGITS)}${base62(random53(), RANDOM_DIGITS)}`;
}

function countOn(ms: number): void {
  counter++;
  if (ms <= lastMs && counter < IDS_PER_MS) return;
  lastMs = Math.max(ms, lastMs + 1);
  counter = 0;
}

/** Random numbers for many ids at once: asking the system for each took longer than everything else about an id. */
const random = new Uint32Array(2 * 256);
let drawn = random.length;

/** A number of 53 random bits, which is what a safe integer holds. */
function random53(): number {
  if (drawn === random.length) {
    getRandomValues(random);
    drawn = 0;
  }
  const low = random[drawn++] as number;
  const high = random[drawn++] as number;
  return (high >>> 11) * 2 ** 32 + low;
}

function base62(value: number, digits: number): string {
  let text = '';
  for (let rest = value; text.length < digits; rest = Math.floor(rest / BASE62.length))
    text = BASE62[rest % BASE62.length] + text;
  return text;
}
