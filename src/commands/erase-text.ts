import type { Erasure } from '../erasure/erase-person.js';

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
