import type { CreatedKey, NewKey } from '../callers/create-key.js';
import type { ListedKey } from '../callers/list-keys.js';

const HEADER = ['name', 'state', 'scopes', 'created', 'expires', 'last used', 'made by', 'revoked by'];
/** Columns of keys that callers made or revoked. They are left out where there are none. */
const OF_CALLERS: ReadonlySet<string> = new Set(['made by', 'revoked by']);

/** The keys as a table for a terminal. */
export function keysTable(keys: readonly ListedKey[], now: Date): string {
  if (keys.length === 0) return 'There are no keys. "npm run keys -- create --help" says how to make one.';
  const table = [
    HEADER,
    ...keys.map((key) => [
      key.name,
      stateOf(key, now),
      key.scopes.join(','),
      dayOf(key.created),
      dayOf(key.expires),
      key.lastUsed?.toISOString().slice(0, 16) ?? '',
      key.createdBy ?? '',
      key.revokedBy ?? '',
    ]),
  ];
  const rows = table.map((row) =>
    row.filter((_, at) => !OF_CALLERS.has(HEADER[at] ?? '') || table.slice(1).some((each) => each[at])),
  );
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const dayOf = (time: Date | null): string => time?.toISOString().slice(0, 10) ?? '';

function stateOf({ revoked, expires }: ListedKey, now: Date): string {
  if (revoked) return 'revoked';
  return expires && expires <= now ? 'expired' : 'valid';
}

/** One line for scripts. */
export const createdJson = ({ apiKey: { id }, secret }: CreatedKey, { name, scopes }: NewKey): string =>
  JSON.stringify({ id, name, scopes, key: secret });

/** A new key for people. */
export function createdText({ secret }: CreatedKey, { name, scopes, expires }: NewKey): string {
  const scopesText = `${scopes.length === 1 ? 'scope' : 'scopes'} ${scopes.join(', ')}`;
  const expiry = expires ? ` It expires at ${expires.toISOString()}.` : '';
  return [
    `The key ${name} has the ${scopesText}.${expiry}`,
    '',
    `  ${secret}`,
    '',
    'The key is shown only this once. Send it as "Authorization: Bearer <key>".',
  ].join('\n');
}
