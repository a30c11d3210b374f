import type { Erasure } from '../erasure/erase-person.js';
import type { Expiry, ExpiryProgress } from '../erasure/retention/erase-expired.js';

type Erased = Extract<Erasure, { outcome: 'erased' }>;

/** What an erasure did, for people. The address is not in it. */
export function erasedText({ rows, kept }: Erased, dryRun: boolean): string {
  const changed = Object.entries(rows).filter(([, count]) => count > 0);
  return [
    `${dryRun ? 'Dry run: nothing was changed. These rows would be' : 'Erased. These rows were'} changed:`,
    ...listed(Object.fromEntries(changed)),
    ...(Object.keys(kept).length > 0
      ? ['These rows keep the address, because it is the name or the key of a caller:', ...listed(kept)]
      : []),
  ].join('\n');
}

const listed = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts).map(([name, count]) => `  ${name.padEnd(32)}${count}`);

/** The same as one line for scripts. */
export const erasedJson = ({ rows, kept }: Erased, dryRun: boolean): string =>
  JSON.stringify({ dryRun, rows, kept });

/** Longer lists are cut off in texts for people. */
const MAX_LISTED_IDS = 20;

/** What a run of retention did, for people. */
export function expiredText(
  { cutoff, people, objectsWithoutAddress, rows, inFlight }: Expiry,
  dryRun: boolean,
): string {
  const changed = Object.fromEntries(Object.entries(rows).filter(([, count]) => count > 0));
  const verb = dryRun ? 'would be' : 'were';
  const ids = inFlight.ids.slice(0, MAX_LISTED_IDS).join(', ');
  return [
    people + objectsWithoutAddress === 0
      ? `Nobody was old enough: nothing has to be erased of before ${cutoff}.`
      : `${dryRun ? 'Dry run: nothing was changed. ' : ''}${peopleOf(people)} ${verb} erased, for whom nothing has happened since ${cutoff}, and names in ${objectsWithoutAddress} objects without an address. These rows ${verb} changed:`,
    ...listed(changed),
    ...(inFlight.people > 0
      ? [
          `${peopleOf(inFlight.people)} stay, because ${inFlight.ids.length} refunds and approvals in flight need their addresses: ${ids}${inFlight.ids.length > MAX_LISTED_IDS ? ', …' : ''}`,
        ]
      : []),
  ].join('\n');
}

const peopleOf = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** The same as one line for scripts. */
export const expiredJson = (expiry: Expiry, dryRun: boolean): string => JSON.stringify({ dryRun, ...expiry });

/** How far a run of retention is. */
export const expiryProgressText = ({ step, table, count }: ExpiryProgress): string =>
  step === 'waiting for an import'
    ? 'Waiting for an import'
    : step === 'looking'
      ? `Looking for addresses: ${count} rows of ${table}`
      : `Erasing: ${count} people and objects`;
