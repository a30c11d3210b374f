import type { CreatedKey, NewKey } from '../callers/create-key.js';
import type { ListedKey } from '../callers/list-keys.js';

const HEADER = ['name', 'state', 'scopes', 'created', 'expires', 'last used'];

/** The keys as a table for a terminal. */
export function keysTable(keys: readonly ListedKey[], now: Date): string {
  if (keys.length === 0) return 'There are no keys. "npm run keys -- create --help" says how to make one.';
  const rows = [
    HEADER,
    ...keys.map((key) => [
      key.name,
      stateOf(key, now),
      key.scopes.join(','),
      dayOf(key.created),
      dayOf(key.expires),
      key.lastUsed?.toISOString().slice(0, 16) ?? '',
    ]),
  ];
  const widths = HEADER.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
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
export const createdJson = ({ id, key }: CreatedKey, { name, scopes }: NewKey): string =>
  JSON.stringify({ id, name, scopes, key });

/** A new key for people. */
export const createdText = ({ key }: CreatedKey, { name, scopes, expires }: NewKey): string =>
  [
    `The key ${name} may ${scopes.join(', ')}${expires ? ` until ${expires.toISOString()}` : ''}:`,
    '',
    `  ${key}`,
    '',
    'It is shown this once. Send it as "Authorization: Bearer <key>".',
  ].join('\n');
