import type { Counts } from './counts.js';
import type { Gateway } from './gateway.js';
import type { Ledger, ModelCharge } from './ledger.js';
import { pick } from './pick.js';

/** A concurrent run. Its ledger holds the charges in their first state only. */
export interface Crowd {
  readonly gateway: Gateway;
  readonly ledger: Ledger;
  readonly counts: Counts;
}

export const atOnce = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

export const chargeOf = ({ ledger }: Crowd, number: number): ModelCharge =>
  pick(ledger.charges, number) as ModelCharge;
