import type { Refused } from './ledger.js';
import type { MetadataChange } from './request.js';

type Metadata = ReadonlyMap<string, string>;

/** Section 4. */
const MAX_KEYS = 50;
const MAX_VALUE_CHARACTERS = 500;
const KEY = /^[^[\]]{1,40}$/;

const INVALID: Refused = { code: 'PARAMETER_INVALID', param: 'metadata' };

export function applyMetadata(current: Metadata, change: MetadataChange): Map<string, string> {
  if (change === '') return new Map();
  const all = [...new Map([...current, ...change])];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
}

/** Refuses a change that is invalid for every refund. */
export function refuseChange(change: MetadataChange): Refused | null {
  if (change === '') return null;
  const broken = [...change].some(
    ([key, value]) => !KEY.test(key) || (value !== null && value.length > MAX_VALUE_CHARACTERS),
  );
  return broken ? INVALID : refuseMetadata(applyMetadata(new Map(), change));
}

export const refuseMetadata = ({ size }: Metadata): Refused | null => (size > MAX_KEYS ? INVALID : null);

/** Sorts metadata, so that it compares equal in any order. */
export const sorted = <T>(metadata: Iterable<readonly [string, T]>): (readonly [string, T])[] =>
  [...metadata].sort(([a], [b]) => (a < b ? -1 : 1));
