import { notBelowZero, smallerOf } from '../../rules/amounts.js';
import { openingOf } from '../../rules/opening.js';
import { proportionalShare } from '../../rules/shares.js';
import type { ChargeFacts, ReturnFacts } from './charge-facts.js';

/** What went back of a charge's fee or transfer (rules, section 3). */
export interface ReturnTotals {
  /** The whole fee or transfer; null if there is none, or its amount is not known. */
  readonly whole: bigint | null;
  readonly total: bigint;
  readonly opening: bigint;
  readonly line: number | null;
  readonly fault: string | null;
}

export function feeTotals({ fee, application_fee_amount: whole, currency }: ChargeFacts): ReturnTotals {
  const others = (fee?.currencies ?? []).filter((other) => other !== currency);
  return {
    ...totalsOf(fee, bigintOrNull(whole), 0n),
    fault:
      others.length > 0
        ? `its application fee is in ${currency}, but refunds of it are in ${others.sort().join(' and ')}`
        : null,
  };
}

/** A reversal in another currency than the charge tells that the transfer is in that currency too. */
export function transferTotals(
  facts: ChargeFacts,
  ceiling: bigint,
): ReturnTotals & { readonly currency: string | null } {
  const { currency: ofCharge, transfer_currency: known } = facts;
  const currencies = new Set(facts.transfer?.currencies);
  const [first = null] = currencies;
  const currency = known ?? (first === ofCharge ? null : first);
  const expected = currency ?? ofCharge;
  const fault =
    first !== null && (currencies.size > 1 || first !== expected)
      ? `its transfer is in ${expected}, but reversals of it are in ${[...currencies].sort().join(' and ')}`
      : null;
  // What the charge says of the transfer is in the charge's currency.
  const whole = known === null && currency !== null ? null : bigintOrNull(facts.transfer_amount);
  const shares = (facts.reversed_by_id ?? []).map((amount) =>
    whole === null || ceiling === 0n ? 0n : proportionalShare(whole, BigInt(amount), ceiling),
  );
  return {
    ...totalsOf(
      facts.transfer,
      whole,
      shares.reduce((sum, share) => sum + share, 0n),
    ),
    currency,
    fault,
  };
}

/**
 * @param facts null if nothing of it went back
 * @param byId the amount of reversals that are known by id only. They never exceed what is left.
 */
function totalsOf(
  facts: ReturnFacts | null,
  whole: bigint | null,
  byId: bigint,
): Omit<ReturnTotals, 'fault'> {
  const known = BigInt(facts?.imported ?? 0);
  const byGateway = BigInt(facts?.by_gateway ?? 0);
  const left = whole === null ? 0n : notBelowZero(whole - known - byGateway);
  const imported = known + smallerOf(byId, left);
  const before = BigInt(facts?.opening_before ?? 0);
  const arrived = imported - BigInt(facts?.imported_before ?? 0);
  const opening = openingOf({
    before,
    reported: bigintOrNull(facts?.reported ?? null),
    heldImported: imported,
    // Where an opening is known, it also takes back what an estimate was too large.
    arrived: before > 0n ? arrived : notBelowZero(arrived),
    heldByGateway: byGateway,
  });
  return { whole, total: imported + byGateway + opening, opening, line: facts?.line ?? null };
}

const bigintOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
