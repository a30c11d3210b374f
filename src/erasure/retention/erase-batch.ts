import type { Connection } from '../../database/batches.js';
import { hashOfEmail, isOneOf, shorterEmail } from '../../rules/erased-email.js';
import { auditErasure, erasePlaces } from '../erase-places.js';
import { inErasure } from '../erasure-transaction.js';
import { followWrites, type Watermark } from './follow-writes.js';
import { placesByNote } from './places-by-note.js';

/** What became of a batch of addresses. */
export type ErasedBatch =
  | { readonly outcome: 'erased'; readonly rows: Readonly<Record<string, number>>; readonly mark: Watermark }
  /** Nothing changed. These addresses stay, because refunds and approvals in flight need them. */
  | { readonly outcome: 'in flight'; readonly ids: readonly string[]; readonly emails: readonly string[] }
  /** Nothing changed. Meanwhile something has happened for one of the people. */
  | { readonly outcome: 'came back' };

/** The next addresses after one, in their order, that nothing keeps. */
export async function nextBatch(
  connection: Connection,
  after: string,
  size: number,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ address: string }>(
    `SELECT DISTINCT address FROM retention_place p
     WHERE address > $1 AND NOT EXISTS (SELECT FROM retention_kept k WHERE k.address = p.address)
     ORDER BY address LIMIT $2`,
    [after, size],
  );
  return rows.map(({ address }) => address);
}

/** Those of the addresses that nothing keeps: neither what they are nor the shorter one that they may be. */
export async function leftOf(connection: Connection, emails: readonly string[]): Promise<readonly string[]> {
  const { rows } = await connection.query<{ address: string }>(
    'SELECT address FROM retention_kept WHERE address = ANY($1::text[])',
    [emails.flatMap((email) => [email, shorterEmail(email) ?? email])],
  );
  const kept = new Set(rows.map(({ address }) => address));
  return emails.filter((email) => !kept.has(email) && !kept.has(shorterEmail(email) ?? email));
}

/**
 * Erases addresses in one transaction: all of them or, if something keeps one of them, none. Each counts as erased at the
 * cutoff, so an import leaves younger objects of the same person as they are.
 */
export const eraseBatch = (
  connection: Connection,
  emails: readonly string[],
  { cutoff, mark, commits }: { readonly cutoff: string; readonly mark: Watermark; readonly commits: boolean },
): Promise<ErasedBatch> =>
  inErasure<ErasedBatch>(connection, async () => {
    await connection.query('TRUNCATE retention_batch');
    await connection.query('INSERT INTO retention_batch SELECT unnest($1::text[])', [emails]);
    const erased = await erasePlaces(connection, placesByNote(connection), isOneOf(emails));
    if ('inFlight' in erased) {
      const waiting = await emailsAt(connection, erased.inFlight);
      return { result: { outcome: 'in flight', ids: erased.inFlight, emails: waiting }, commits: false };
    }
    // The rows are locked now, so nobody can come back to one of them any more.
    const next = await followWrites(connection, mark);
    if ((await leftOf(connection, emails)).length < emails.length)
      return { result: { outcome: 'came back' }, commits: false };
    await connection.query(INSERT_HASHES, [[...new Set(emails.map(hashOfEmail))], cutoff]);
    await connection.query(MARK_KEPT_OBJECTS);
    await auditErasure(connection, { people: emails.length, ...erased.rows });
    return { result: { outcome: 'erased', rows: erased.rows, mark: commits ? next : mark }, commits };
  });

/** The addresses of the batch in some refunds and approvals. */
async function emailsAt(connection: Connection, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await connection.query<{ address: string }>(
    `SELECT DISTINCT address FROM retention_place JOIN retention_batch USING (address)
     WHERE place IN ('refund', 'refund_approval') AND key[1] = ANY($1::text[])`,
    [ids],
  );
  return rows.map(({ address }) => address);
}

const INSERT_HASHES = `
  INSERT INTO erased_address AS known (hash, erased_at) SELECT unnest($1::text[]), $2::timestamptz
  ON CONFLICT (hash) DO UPDATE SET erased_at = greatest(known.erased_at, excluded.erased_at)`;

/** Without an address, the names are gone too, and the next run need not look again. */
const MARK_KEPT_OBJECTS = `
  UPDATE imported_object o SET erased_at = now()
  FROM retention_place p JOIN retention_batch USING (address)
  WHERE p.place = 'imported_object' AND o.id = p.key[1] AND strpos(o.said, '@') = 0 AND o.erased_at IS NULL`;
